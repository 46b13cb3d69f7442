FROM python:3.13-slim AS build
WORKDIR /app
RUN python -m venv --without-pip /venv
COPY requirements.lock .
# Wheels only: nothing is compiled, so neither stage needs a compiler.
RUN python -m pip --python /venv/bin/python install --no-cache-dir --disable-pip-version-check \
    --only-binary=:all: --require-hashes -r requirements.lock
COPY . .
# Compiled here: the running container may have a read-only root.
RUN /venv/bin/python -m compileall -q bot delivery domain extraction handlers intake reconciliation \
    rendering sandbox services storage

FROM python:3.13-slim
ENV PATH=/venv/bin:$PATH PYTHONUNBUFFERED=1 PYTHONDONTWRITEBYTECODE=1
WORKDIR /app
RUN useradd --uid 10001 --user-group --no-create-home --shell /usr/sbin/nologin dozor \
    && install -d -o dozor -g dozor /app/data
COPY --from=build /venv /venv
COPY --from=build /app /app
USER dozor
VOLUME /app/data
# `health` reads the age of the heartbeat file that the running bot touches in /app/data.
HEALTHCHECK --interval=30s --timeout=10s --start-period=30s --retries=3 CMD ["python", "-m", "bot", "health"]
ENTRYPOINT ["python", "-m", "bot"]
CMD ["run"]
