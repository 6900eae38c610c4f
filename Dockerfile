# Galley as one image: the admin panel's assets, the binary, and a slim runtime.
#
#   docker build -t galley .
#   docker run -p 8080:8080 -v galley-data:/data galley
#
# It needs nothing but its volume: `--read-only --cap-drop=ALL --security-opt=no-new-privileges` may be added.

ARG NODE_IMAGE=docker.io/library/node:22-bookworm-slim
ARG RUST_IMAGE=docker.io/library/rust:1.95-bookworm
ARG RUNTIME_IMAGE=docker.io/library/debian:bookworm-slim

FROM ${NODE_IMAGE} AS assets
WORKDIR /assets
COPY admin-assets/package.json admin-assets/package-lock.json ./
RUN npm ci --ignore-scripts --no-audit --no-fund
COPY admin-assets/ ./
RUN node bundle.mjs /admin-dist

FROM ${RUST_IMAGE} AS build
ARG PROFILE=dist
WORKDIR /galley
COPY . .
COPY --from=assets /admin-dist /admin-dist
ENV ADMIN_DIST=/admin-dist
RUN --mount=type=cache,id=galley-registry,target=/usr/local/cargo/registry \
    --mount=type=cache,id=galley-target,target=/galley/target \
    cargo build --locked --profile "${PROFILE}" \
    && install -D "target/${PROFILE}/galley" /out/galley

FROM ${RUNTIME_IMAGE}
RUN apt-get update \
    && apt-get install -y --no-install-recommends ca-certificates \
    && rm -rf /var/lib/apt/lists/* \
    && groupadd --system --gid 10001 galley \
    && useradd --system --uid 10001 --gid galley --home-dir /data --no-create-home --shell /usr/sbin/nologin galley \
    && install -d --owner galley --group galley --mode 0750 /data
COPY --from=build /out/galley /usr/local/bin/galley
# glibc would keep the memory of password hashing and of filling an index on its heap for good; above this threshold it
# gives it back.
ENV GALLEY_LISTEN=0.0.0.0:8080 \
    GALLEY_DATA_DIR=/data \
    MALLOC_MMAP_THRESHOLD_=262144
USER 10001:10001
VOLUME ["/data"]
# SQLite looks here for temporary files when the root file system is read-only.
WORKDIR /data
EXPOSE 8080
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=10s --timeout=5s --start-period=30s --retries=3 CMD ["galley", "healthcheck"]
ENTRYPOINT ["galley"]
CMD ["serve"]
