import 'server-only'

export async function checkHealth(): Promise<{ status: 'ok' }> {
  return { status: 'ok' }
}
