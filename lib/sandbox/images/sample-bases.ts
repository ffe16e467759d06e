import type { BuiltImage } from '../built-image'
import type { SandboxStore } from '../store'
import { image } from './image'
import { imageIndex } from './image-index'
import { layer } from './layer'
import { debianBase, javaRuntime, program, settings } from './sample-layers'

const on = (architecture: string) => ({ architecture, os: 'linux' })

function javaBase(architecture: string): BuiltImage {
  return image({
    platform: on(architecture),
    created: '2026-08-05T07:00:00Z',
    layers: [debianBase(architecture), javaRuntime(architecture)],
    config: { Env: ['JAVA_HOME=/opt/java', 'PATH=/opt/java/bin:/usr/bin:/bin'], Cmd: ['jshell'] },
  })
}

/** The practice in words: `…-x86_64` and `…-aarch64` are built apart and wait to be merged. */
export function putJavaDemo(store: SandboxStore): void {
  const demo = (architecture: string) =>
    image({
      platform: on(architecture),
      created: '2026-11-03T12:20:00Z',
      layers: [
        debianBase(architecture),
        javaRuntime(architecture),
        layer({ path: 'srv/demo.jar', sizeBytes: 84_000, createdBy: 'COPY target/demo.jar /srv/demo.jar # buildkit' }),
      ],
      config: { Env: ['JAVA_HOME=/opt/java'], Entrypoint: ['java', '-jar', '/srv/demo.jar'], WorkingDir: '/srv' },
    })
  store.putImages('demo/java-multi-arch-demo', { '1.0-x86_64': demo('amd64'), '1.0-aarch64': demo('arm64') })
}

function nginx(architecture: string, build: string): BuiltImage {
  return image({
    platform: on(architecture),
    created: `${build}T05:45:00Z`,
    layers: [
      debianBase(architecture),
      program({ name: 'nginx', version: `1.25 ${build}`, architecture, sizeBytes: 512_000 }),
      settings('nginx'),
    ],
    config: {
      Env: ['NGINX_VERSION=1.25.5'],
      Entrypoint: ['/docker-entrypoint.sh'],
      Cmd: ['nginx', '-g', 'daemon off;'],
      ExposedPorts: { '80/tcp': {} },
    },
  })
}

function centos(architecture: string): BuiltImage {
  return image({
    platform: on(architecture),
    format: 'docker',
    created: '2026-02-11T18:03:00Z',
    layers: [
      layer({
        path: 'usr/lib64/libc-2.17.so',
        seed: architecture,
        sizeBytes: 1_450_000,
        createdBy: 'ADD centos-7.tar.xz in /',
      }),
    ],
    config: { Cmd: ['/bin/bash'], Labels: { 'org.label-schema.name': 'CentOS Base Image' } },
  })
}

/** `demo/nginx-base:1.25` is stale: its arm64 entry is the build before the one that `1.25-arm64v8` has. */
export function putBaseImages(store: SandboxStore): void {
  const [javaOnAmd64, javaOnArm64] = [javaBase('amd64'), javaBase('arm64')]
  store.putImages('demo/java-base', {
    '1.0': imageIndex([javaOnAmd64, javaOnArm64]),
    '1.0-x86_64': javaOnAmd64,
    '1.0-aarch64': javaOnArm64,
  })
  const nginxOnAmd64 = nginx('amd64', '2026-10-12')
  store.putImages('demo/nginx-base', {
    '1.25': imageIndex([nginxOnAmd64, nginx('arm64', '2026-10-12')]),
    '1.25-amd64': nginxOnAmd64,
    '1.25-arm64v8': nginx('arm64', '2026-11-09'),
  })
  const [centosOnAmd64, centosOnArm64] = [centos('amd64'), centos('arm64')]
  store.putImages('demo/centos-base', {
    '7': imageIndex([centosOnAmd64, centosOnArm64], { format: 'docker' }),
    '7-x86_64': centosOnAmd64,
    '7-aarch64': centosOnArm64,
  })
}
