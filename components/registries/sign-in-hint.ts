export interface SignInHint {
  /** What the registry takes as name and password. */
  sentence: string
  /** The one user name it takes, where it is the same for everybody. */
  username?: string
}

interface Rule extends SignInHint {
  /** Anchored at both ends: a host that merely contains the name is another one. */
  host: RegExp
}

const rules: readonly Rule[] = [
  {
    host: /^docker\.io$/,
    sentence: 'Your Docker ID, and a personal access token from the settings of your account there.',
  },
  {
    host: /^ghcr\.io$/,
    sentence:
      'Your GitHub user name, and a personal access token (classic) with read:packages to look, write:packages to push.',
  },
  {
    host: /^quay\.io$/,
    sentence: 'A robot account such as team+reader, and its token; or your user name and an encrypted password.',
  },
  {
    host: /^(?:[^.]+\.)*gitlab\.[^:]+(?::\d+)?$/,
    sentence:
      'A deploy token with its user name, or your own with a personal access token: read_registry to look, write_registry to push.',
  },
  {
    host: /^\d{12}\.dkr[.-]ecr(?:-fips)?\.[a-z0-9-]+\.(?:amazonaws\.com(?:\.cn)?|on\.(?:aws|amazonwebservices\.com\.cn))$/,
    username: 'AWS',
    sentence: 'The user name is AWS; “aws ecr get-login-password” prints the password, which holds for 12 hours.',
  },
  {
    host: /^public\.ecr\.aws$/,
    username: 'AWS',
    sentence:
      'The user name is AWS; “aws ecr-public get-login-password --region us-east-1” prints the password, which holds for 12 hours.',
  },
  {
    host: /^[^.]+\.azurecr\.io$/,
    username: '00000000-0000-0000-0000-000000000000',
    sentence:
      'This user name goes with the token that “az acr login --expose-token” prints; for the admin user or a token of the registry, write its own name.',
  },
  {
    host: /^(?:[^.]+\.)?gcr\.io$|^[^.]+-docker\.pkg\.dev$/,
    username: 'oauth2accesstoken',
    sentence:
      'This user name goes with what “gcloud auth print-access-token” prints, which holds for an hour; the name _json_key with the text of a service account’s key file.',
  },
]

const otherwise: SignInHint = {
  sentence: 'What “docker login” takes there: your user name, and your password or an access token.',
}

/** `registry` is canonical. */
export function signInHint(registry: string): SignInHint {
  return rules.find(({ host }) => host.test(registry)) ?? otherwise
}
