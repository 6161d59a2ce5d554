# Overreach in a container: docker run --rm -v "$PWD:/work" overreach scan app.apk
# With --target fleet: workers of a fleet, the same with the driver of its database and the queue.
FROM node:20-slim AS build
WORKDIR /src
COPY package.json package-lock.json .npmrc tsconfig.json build.js ./
RUN npm ci --ignore-scripts --no-audit --no-fund
COPY rules ./rules
COPY src ./src
RUN npm run build && npm prune --omit=dev --ignore-scripts

FROM build AS build-fleet
RUN npm install --no-save --omit=dev --ignore-scripts --no-audit --no-fund pg@8.23.1 pg-boss@10.4.2

FROM node:20-slim AS base
ENV NODE_ENV=production
WORKDIR /opt/overreach
COPY --from=build /src/package.json ./
COPY --from=build /src/dist/bundle ./dist/bundle
RUN chmod +x dist/bundle/overreach.cjs && ln -s /opt/overreach/dist/bundle/overreach.cjs /usr/local/bin/overreach

FROM base AS fleet
COPY --from=build-fleet /src/node_modules ./node_modules
USER node
WORKDIR /work
ENTRYPOINT ["node", "/opt/overreach/dist/bundle/overreach.cjs"]

FROM base
COPY --from=build /src/node_modules ./node_modules
USER node
WORKDIR /work
ENTRYPOINT ["node", "/opt/overreach/dist/bundle/overreach.cjs"]
