/** A file with a gap, so that there is something to see. */
export function exampleDockerfile(sandboxRegistry: string | undefined): string {
  const [build, base] =
    sandboxRegistry === undefined
      ? ['docker.io/library/golang:1.23', 'docker.io/library/openjdk:8']
      : [`${sandboxRegistry}/demo/everywhere:2.3`, `${sandboxRegistry}/demo/app:1.0-amd64`]
  return [
    '# syntax=docker/dockerfile:1',
    `ARG BASE=${base}`,
    '',
    `FROM --platform=$BUILDPLATFORM ${build} AS build`,
    'RUN make',
    '',
    // biome-ignore lint/suspicious/noTemplateCurlyInString: the variable is the Dockerfile's
    'FROM ${BASE}',
    'COPY --from=build /out /app',
    'ENTRYPOINT ["/app"]',
    '',
  ].join('\n')
}
