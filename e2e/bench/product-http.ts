/** The product as a script calls it: the text of an answer, or an error that says which. */

async function requireSuccess(response: Response): Promise<string> {
  const text = await response.text()
  if (!response.ok || text.includes('"event":"error"')) throw new Error(`${response.url}: ${response.status} ${text}`)
  return text
}

/** @throws {Error} unless it succeeds */
export async function getFrom(address: string): Promise<string> {
  return requireSuccess(await fetch(address))
}

/** As the page of `productUrl` itself would post it, whatever comes of it. */
export async function post(productUrl: string, path: string, input: unknown): Promise<Response> {
  return fetch(`${productUrl}${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', origin: productUrl },
    body: JSON.stringify(input),
  })
}

/** @throws {Error} unless it succeeds */
export async function postTo(productUrl: string, path: string, input: unknown): Promise<string> {
  return requireSuccess(await post(productUrl, path, input))
}
