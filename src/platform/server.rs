//! Takes connections and serves HTTP/1.1 on them, with bounds on what a slow client may hold.
//!
//! `axum::serve` has no time limit for a request's head, so a client that sends a byte now and then is never done, and none
//! for whoever asks for much and never reads it. A request's body is bounded where it is read, by the layers' patience.

use std::{convert::Infallible, net::SocketAddr, time::Duration};

use axum::{Router, body::Body, extract::ConnectInfo, response::Response};
use hyper::{Request, body::Incoming, server::conn::http1, service::service_fn};
use hyper_util::{
    rt::{TokioIo, TokioTimer},
    server::graceful::GracefulShutdown,
};
use tokio::net::{TcpListener, TcpStream};
use tokio_io_timeout::TimeoutWriter;
use tower::ServiceExt as _;

/// What a slow client may take.
#[derive(Clone, Copy)]
struct Bounds {
    /// To send a request's head, counted from the end of the last answer.
    head: Duration,
    /// To take anything at all of an answer that waits to be sent: no more than this between two writes. It runs only
    /// while a write waits, so it costs nothing otherwise, and an answer that is made slowly is none of its business.
    write: Duration,
}

const BOUNDS: Bounds = Bounds {
    // Longer than the sixty seconds after which usual proxies drop an idle connection, since they must be the ones who
    // do it.
    head: Duration::from_secs(75),
    write: Duration::from_secs(30),
};
/// The largest head of a request, in bytes.
const HEAD_SIZE: usize = 32 * 1024;
/// The largest buffer of a connection, in bytes.
const BUFFER: usize = 64 * 1024;
/// How long no connection is taken after one could not be: there are no file descriptors, and none comes by hurrying.
const PAUSE: Duration = Duration::from_millis(500);

/// Serves until `stop` resolves to how long running requests may still take; then lets them end.
pub async fn serve(listener: TcpListener, router: Router, stop: impl Future<Output = Duration>) {
    serve_bounded(listener, router, stop, BOUNDS).await;
}

async fn serve_bounded(listener: TcpListener, router: Router, stop: impl Future<Output = Duration>, bounds: Bounds) {
    let mut http = http1::Builder::new();
    http.timer(TokioTimer::new()).header_read_timeout(bounds.head).max_header_size(HEAD_SIZE).max_buf_size(BUFFER);
    let running = GracefulShutdown::new();
    let mut stop = std::pin::pin!(stop);
    let patience = loop {
        let accepted = tokio::select! {
            patience = &mut stop => break patience,
            accepted = listener.accept() => accepted,
        };
        match accepted {
            Ok((stream, address)) => {
                let connection = connection(&http, stream, address, router.clone(), bounds);
                tokio::spawn(running.watch(connection));
            }
            Err(error) if is_of_one_connection(&error) => {}
            Err(error) => {
                tracing::warn!(%error, "no connection can be taken");
                tokio::time::sleep(PAUSE).await;
            }
        }
    };
    // From now on a new connection is refused, and not left waiting.
    drop(listener);
    if tokio::time::timeout(patience, running.shutdown()).await.is_err() {
        tracing::warn!("some requests did not end in time and are cut off");
    }
}

fn connection(
    http: &http1::Builder,
    stream: TcpStream,
    address: SocketAddr,
    router: Router,
    bounds: Bounds,
) -> impl hyper_util::server::graceful::GracefulConnection<Error = hyper::Error> + use<> {
    if let Err(error) = stream.set_nodelay(true) {
        tracing::debug!(%error, "a connection keeps Nagle's algorithm");
    }
    let service = service_fn(move |request: Request<Incoming>| answer(router.clone(), request, address));
    let mut stream = TimeoutWriter::new(stream);
    stream.set_timeout(Some(bounds.write));
    http.serve_connection(TokioIo::new(Box::pin(stream)), service)
}

async fn answer(router: Router, request: Request<Incoming>, peer: SocketAddr) -> Result<Response, Infallible> {
    let mut request = request.map(Body::new);
    request.extensions_mut().insert(ConnectInfo(peer));
    router.oneshot(request).await
}

/// The client went away before it was served: nothing is wrong here.
fn is_of_one_connection(error: &std::io::Error) -> bool {
    use std::io::ErrorKind::{ConnectionAborted, ConnectionRefused, ConnectionReset};
    matches!(error.kind(), ConnectionAborted | ConnectionRefused | ConnectionReset)
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use axum::routing::get;
    use futures_util::StreamExt as _;
    use tokio::{
        io::{AsyncReadExt as _, AsyncWriteExt as _},
        sync::{Notify, oneshot},
    };

    use super::*;

    const SHORT: Duration = Duration::from_millis(50);
    const REQUEST: &[u8] = b"GET / HTTP/1.1\r\nHost: x\r\n\r\n";

    async fn started(
        router: Router,
        bounds: Bounds,
    ) -> (SocketAddr, oneshot::Sender<Duration>, tokio::task::JoinHandle<()>) {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let (stop, stopped) = oneshot::channel();
        let serving = tokio::spawn(serve_bounded(listener, router, async { stopped.await.unwrap() }, bounds));
        (address, stop, serving)
    }

    #[tokio::test]
    async fn a_request_that_runs_is_answered_after_the_stop_and_no_other() {
        let (reached, release) = (Arc::new(Notify::new()), Arc::new(Notify::new()));
        let handler = {
            let (reached, release) = (Arc::clone(&reached), Arc::clone(&release));
            move || async move {
                reached.notify_one();
                release.notified().await;
                "done"
            }
        };
        let (address, stop, serving) = started(Router::new().route("/", get(handler)), BOUNDS).await;
        let mut running = TcpStream::connect(address).await.unwrap();
        let mut idle = TcpStream::connect(address).await.unwrap();
        running.write_all(REQUEST).await.unwrap();
        reached.notified().await;
        stop.send(Duration::from_secs(60)).unwrap();
        // An idle connection is closed at once.
        assert_eq!(idle.read(&mut [0; 1]).await.unwrap(), 0);
        assert!(TcpStream::connect(address).await.is_err());
        release.notify_one();
        let mut answer = String::new();
        running.read_to_string(&mut answer).await.unwrap();
        assert!(answer.starts_with("HTTP/1.1 200") && answer.ends_with("done"), "{answer}");
        serving.await.unwrap();
    }

    #[tokio::test]
    async fn a_client_that_never_ends_its_head_is_cut_off() {
        let (address, _stop, _serving) = started(Router::new(), Bounds { head: SHORT, ..BOUNDS }).await;
        let mut slow = TcpStream::connect(address).await.unwrap();
        slow.write_all(b"GET / HTTP/1.1\r\nHost:").await.unwrap();
        let mut rest = Vec::new();
        slow.read_to_end(&mut rest).await.unwrap();
        assert!(!String::from_utf8(rest).unwrap().contains(" 200 "));
    }

    #[tokio::test]
    async fn a_client_that_never_reads_is_cut_off() {
        let reached = Arc::new(Notify::new());
        let endless = {
            let reached = Arc::clone(&reached);
            move || async move {
                reached.notify_one();
                let more = |()| Ok::<_, Infallible>(bytes::Bytes::from_static(&[b'x'; 4_096]));
                Body::from_stream(futures_util::stream::iter(std::iter::repeat(())).map(more))
            }
        };
        let router = Router::new().route("/", get(endless));
        let (address, stop, serving) = started(router, Bounds { write: SHORT, ..BOUNDS }).await;
        let mut client = TcpStream::connect(address).await.unwrap();
        client.write_all(REQUEST).await.unwrap();
        reached.notified().await;
        // The answer never ends, nothing of it is read, and the connection stays open on this side.
        stop.send(Duration::from_secs(3_600)).unwrap();
        serving.await.unwrap();
    }

    #[tokio::test]
    async fn a_request_that_never_ends_is_cut_off_in_the_end() {
        let never = || async { std::future::pending::<&str>().await };
        let (address, stop, serving) = started(Router::new().route("/", get(never)), BOUNDS).await;
        let mut client = TcpStream::connect(address).await.unwrap();
        client.write_all(REQUEST).await.unwrap();
        stop.send(SHORT).unwrap();
        serving.await.unwrap();
    }
}
