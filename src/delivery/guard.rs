//! Bounds on what one client may cost: answers that are not at hand are made so many at a time and within so long, and
//! those that look at many entries at so many a second for each address.

use std::{num::NonZeroU32, time::Duration};

use governor::{
    Quota, RateLimiter,
    clock::{Clock as _, MonotonicClock},
    state::keyed::HashMapStateStore,
};
use tokio::sync::Semaphore;

use super::{problem::Refusal, source::SourceError};
use crate::platform::http::ClientAddress;

/// How long an answer may take, with the time that it waits for its turn.
const PATIENCE: Duration = Duration::from_secs(10);
/// How many answers are made at a time: more would only make all of them late.
const TURNS: usize = 32;
/// So many times what a second allows may be asked for at once, by a site that is built, for example.
const BURST: u32 = 10;
/// Addresses that are remembered before those that have been quiet are forgotten.
pub const ADDRESSES: usize = 10_000;

pub struct Guard {
    rates: Option<RateLimiter<String, HashMapStateStore<String>, MonotonicClock>>,
    turns: Semaphore,
}

impl Guard {
    /// `rate`: how many answers a second are made for one address; 0 for as many as it asks for.
    pub fn new(rate: u32) -> Self {
        let burst = |rate: NonZeroU32| NonZeroU32::new(rate.get().saturating_mul(BURST)).unwrap_or(rate);
        let quota = |rate: NonZeroU32| Quota::per_second(rate).allow_burst(burst(rate));
        let rates = NonZeroU32::new(rate).map(|rate| RateLimiter::hashmap(quota(rate)));
        Self { rates, turns: Semaphore::new(TURNS) }
    }

    /// Makes an answer when its turn has come; one that counts, only if its client has not had its share.
    pub async fn make<T>(
        &self,
        counts_for: Option<ClientAddress>,
        make: impl Future<Output = Result<T, Refusal>>,
    ) -> Result<T, Refusal> {
        counts_for.map_or(Ok(()), |address| self.count(address))?;
        let turn = async {
            let _turn = self.turns.acquire().await;
            make.await
        };
        let late = |_| Err(SourceError::unavailable("an answer took too long").into());
        tokio::time::timeout(PATIENCE, turn).await.unwrap_or_else(late)
    }

    /// Those that are remembered.
    #[cfg(test)]
    pub fn addresses(&self) -> usize {
        self.rates.as_ref().map_or(0, RateLimiter::len)
    }

    fn count(&self, address: ClientAddress) -> Result<(), Refusal> {
        let Some(rates) = &self.rates else { return Ok(()) };
        if rates.len() > ADDRESSES {
            rates.retain_recent();
        }
        rates.check_key(&address.network()).map_err(|until| {
            let wait = until.wait_time_from(MonotonicClock.now());
            Refusal::TooMany { retry_after: wait.as_secs() + 1 }
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn from(address: &str) -> ClientAddress {
        ClientAddress(address.parse().unwrap())
    }

    #[tokio::test]
    async fn whoever_asks_too_much_waits_and_nobody_else() {
        let guard = Guard::new(1);
        let ask = |address: &str| guard.make(Some(from(address)), async { Ok(()) });
        for _ in 0..BURST {
            assert!(ask("192.0.2.1").await.is_ok());
        }
        assert!(matches!(ask("192.0.2.1").await, Err(Refusal::TooMany { retry_after: 1..=2 })));
        assert!(ask("192.0.2.2").await.is_ok());
        // All of a network's last half is one client.
        for n in 0..BURST {
            assert!(ask(&format!("2001:db8::{n:x}")).await.is_ok());
        }
        assert!(ask("2001:db8::ffff:1").await.is_err());
        assert!(ask("2001:db8:0:1::1").await.is_ok());
    }

    #[tokio::test]
    async fn without_a_rate_nobody_is_counted() {
        let guard = Guard::new(0);
        for _ in 0..1_000 {
            assert!(guard.make(Some(from("192.0.2.1")), async { Ok(()) }).await.is_ok());
        }
    }

    #[tokio::test]
    async fn the_addresses_of_a_flood_are_forgotten() {
        let guard = Guard::new(1_000_000);
        for n in 0..30_000_u32 {
            let address = ClientAddress(std::net::Ipv4Addr::from_bits(n).into());
            assert!(guard.count(address).is_ok());
        }
        let known = guard.addresses();
        assert!(known <= ADDRESSES + 1, "{known}");
    }
}
