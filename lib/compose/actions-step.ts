/** GitHub replaces `${{ … }}` wherever it stands in a step, also inside quotes and comments. */
function withoutExpressions(text: string): string {
  return text.replace(/\$\{\{/g, "\u0024{{ '\u0024{{' }}")
}

const indented = (text: string) =>
  text
    .split('\n')
    .map((line) => (line === '' ? '' : `    ${line}`))
    .join('\n')

/** A step of a GitHub Actions workflow that runs the commands. */
export function actionsStep({ target, commands }: { target: string; commands: string }): string {
  return [
    '# Needs a docker/login-action step before it that may push to the target.',
    `- name: ${withoutExpressions(JSON.stringify(`Push ${target}`))}`,
    '  run: |',
    indented(withoutExpressions(commands)),
  ].join('\n')
}
