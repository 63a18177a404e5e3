import type { FindingId } from '@/archive/contract/findings';
import type { MessageKey } from '@/i18n/en';

/** One setting that mends something: whose, why, and its text as it is to be written. */
export interface Repair {
  readonly product: 'nginx' | 'Orthanc' | 'dcm4chee' | 'Google' | 'Isocenter';
  readonly why: MessageKey;
  readonly setting: string;
}

const SAME_ORIGIN: Repair = {
  product: 'Isocenter',
  why: 'diagnose.repair.sameOrigin',
  setting: 'npm start -- --archive http://archive-host:8042/dicom-web',
};
const NGINX_PROXY: Repair = {
  product: 'nginx',
  why: 'diagnose.repair.proxy',
  setting: `location /dicom-web/ {
    proxy_pass http://archive-host:8042;
    proxy_http_version 1.1;
    proxy_set_header Host $http_host;
    proxy_set_header Forwarded "host=$http_host;proto=$scheme";
}`,
};
const NGINX_CORS: Repair = {
  product: 'nginx',
  why: 'diagnose.repair.cors',
  setting: `add_header Access-Control-Allow-Origin "{{page}}" always;
add_header Access-Control-Allow-Headers "authorization,accept,content-type,if-none-match,range" always;
add_header Access-Control-Expose-Headers "content-type,content-location,etag,retry-after,warning,x-total-count" always;
if ($request_method = OPTIONS) { return 204; }`,
};
const DCM4CHEE_CORS: Repair = {
  product: 'dcm4chee',
  why: 'diagnose.repair.cors',
  setting: `/subsystem=undertow/configuration=filter/response-header=acao:add(header-name=Access-Control-Allow-Origin,header-value="{{page}}")
/subsystem=undertow/server=default-server/host=default-host/filter-ref=acao:add()`,
};
const ROOTS: readonly Repair[] = [
  { product: 'Orthanc', why: 'diagnose.repair.roots', setting: 'http://host:8042/dicom-web' },
  {
    product: 'dcm4chee',
    why: 'diagnose.repair.roots',
    setting: 'http://host:8080/dcm4chee-arc/aets/DCM4CHEE/rs',
  },
  {
    product: 'Google',
    why: 'diagnose.repair.roots',
    setting: 'https://healthcare.googleapis.com/v1/projects/P/locations/L/datasets/D/dicomStores/S/dicomWeb',
  },
];
const ORTHANC_ON: Repair = {
  product: 'Orthanc',
  why: 'diagnose.repair.enable',
  setting: `"Plugins": [ "/usr/share/orthanc/plugins" ],
"DicomWeb": { "Enable": true, "Root": "/dicom-web/" }`,
};
const ORTHANC_OPEN: Repair = {
  product: 'Orthanc',
  why: 'diagnose.repair.start',
  setting: '"HttpPort": 8042, "RemoteAccessAllowed": true',
};
const NGINX_401: Repair = {
  product: 'nginx',
  why: 'diagnose.repair.noRedirect',
  setting: `location /dicom-web/ {
    auth_request /auth;
    error_page 401 =401 @unauthorised;  # not a redirect
}
location @unauthorised { return 401; }`,
};
const NGINX_HOSTS: Repair = {
  product: 'nginx',
  why: 'diagnose.repair.hosts',
  setting: `proxy_set_header Host $http_host;
proxy_set_header Forwarded "host=$http_host;proto=$scheme";
proxy_set_header X-Forwarded-Host $http_host;
proxy_set_header X-Forwarded-Proto $scheme;`,
};
const NGINX_UNTOUCHED: Repair = {
  product: 'nginx',
  why: 'diagnose.repair.untouched',
  setting: `proxy_http_version 1.1;
proxy_max_temp_file_size 0;
proxy_read_timeout 120s;
# and no sub_filter, no auth redirect, no error_page below /dicom-web/`,
};
const ORTHANC_UPDATE: Repair = {
  product: 'Orthanc',
  why: 'diagnose.repair.update',
  setting: 'orthanc-dicomweb 1.19 or newer',
};
const SERVER: Repair = {
  product: 'Isocenter',
  why: 'diagnose.repair.server',
  setting: 'npm start -- --data /path/to/files',
};
const DCM4CHEE_KEYS: Repair = {
  product: 'dcm4chee',
  why: 'diagnose.repair.keys',
  setting: 'Device configuration > Archive Device > Attribute Filter > Study',
};

/** What mends what is wrong. What no setting mends has none: the sentence says what is done about it here. */
export const REPAIRS: Partial<Readonly<Record<FindingId, readonly Repair[]>>> = {
  unreachable: [NGINX_PROXY, ORTHANC_OPEN, ...ROOTS],
  gateway: [NGINX_PROXY, ORTHANC_OPEN],
  late: [
    {
      product: 'nginx',
      why: 'diagnose.repair.timeouts',
      setting: 'proxy_connect_timeout 5s;\nproxy_read_timeout 120s;',
    },
    { product: 'Orthanc', why: 'diagnose.repair.start', setting: '"HttpThreadsCount": 50' },
  ],
  slow: [
    {
      product: 'Orthanc',
      why: 'diagnose.repair.start',
      setting: '"HttpThreadsCount": 50, "KeepAlive": true',
    },
  ],
  corsBlocked: [SAME_ORIGIN, NGINX_PROXY, NGINX_CORS, DCM4CHEE_CORS],
  corsErrors: [NGINX_CORS],
  cspBlocked: [
    {
      product: 'nginx',
      why: 'diagnose.repair.csp',
      setting: `connect-src 'self' {{archive}};`,
    },
    SAME_ORIGIN,
  ],
  signIn: [
    {
      product: 'Isocenter',
      why: 'diagnose.repair.credentials',
      setting: 'npm start -- --archive http://user:password@archive-host:8042/dicom-web',
    },
    {
      product: 'nginx',
      why: 'diagnose.repair.credentials',
      setting: 'proxy_set_header Authorization "Basic BASE64-OF-user:password";',
    },
    {
      product: 'Orthanc',
      why: 'diagnose.repair.account',
      setting: '"RegisteredUsers": { "isocenter": "a long password" }',
    },
    { product: 'Google', why: 'diagnose.repair.roles', setting: 'roles/healthcare.dicomViewer' },
  ],
  forbidden: [
    { product: 'Google', why: 'diagnose.repair.roles', setting: 'roles/healthcare.dicomViewer' },
    { product: 'dcm4chee', why: 'diagnose.repair.roles', setting: 'Keycloak > Realm dcm4che > Role: user' },
    ORTHANC_OPEN,
  ],
  loginPage: [NGINX_401, NGINX_PROXY, ...ROOTS],
  redirected: [NGINX_401, NGINX_PROXY],
  noService: [...ROOTS, ORTHANC_ON, NGINX_PROXY],
  notJson: ROOTS,
  refused: ROOTS,
  unsteady: [NGINX_UNTOUCHED],
  limitRefused: [
    {
      product: 'dcm4chee',
      why: 'diagnose.repair.limits',
      setting: 'Network AE > Query Max Number of Results: 0',
    },
  ],
  limitCut: [
    {
      product: 'Orthanc',
      why: 'diagnose.repair.limits',
      setting: '"LimitFindResults": 0, "LimitFindInstances": 0',
    },
    {
      product: 'dcm4chee',
      why: 'diagnose.repair.limits',
      setting: 'Network AE > Query Max Number of Results: 0',
    },
  ],
  filtersIgnored: [DCM4CHEE_KEYS, SERVER],
  staticFiles: [SERVER],
  caseMatters: [
    {
      product: 'Orthanc',
      why: 'diagnose.repair.case',
      setting: '"CaseSensitivePN": false, "DicomWeb": { "QidoCaseSensitive": false }',
    },
  ],
  fieldsMissing: [
    {
      product: 'dcm4chee',
      why: 'diagnose.repair.fields',
      setting: 'Device configuration > Archive Device > Attribute Filter > Study',
    },
  ],
  namesDamaged: [
    { product: 'Orthanc', why: 'diagnose.repair.encoding', setting: '"DefaultEncoding": "Utf8"' },
  ],
  describedSlowly: [
    {
      product: 'Orthanc',
      why: 'diagnose.repair.metadata',
      setting:
        '"DicomWeb": { "StudiesMetadata": "Full", "SeriesMetadata": "Full", "EnableMetadataCache": true }',
    },
  ],
  notDescribed: [ORTHANC_ON, ORTHANC_UPDATE],
  bulkElsewhere: [
    NGINX_HOSTS,
    {
      product: 'Orthanc',
      why: 'diagnose.repair.hosts',
      setting: '"DicomWeb": { "PublicRoot": "/dicom-web/" }',
    },
  ],
  bulkFails: [NGINX_HOSTS],
  framesWrong: [NGINX_UNTOUCHED, ORTHANC_UPDATE],
  framesNone: [ORTHANC_UPDATE],
  framesDecoded: [ORTHANC_UPDATE],
  framesBroken: [NGINX_UNTOUCHED],
  instanceWrong: [NGINX_UNTOUCHED],
  instanceBroken: [NGINX_UNTOUCHED],
  streamWrong: [NGINX_UNTOUCHED],
  streamBroken: [NGINX_UNTOUCHED],
  noPixels: [ORTHANC_UPDATE, NGINX_UNTOUCHED],
  renderedOnly: [ORTHANC_UPDATE],
  thumbnailsNone: [ORTHANC_UPDATE],
  storesNone: [
    {
      product: 'nginx',
      why: 'diagnose.repair.write',
      setting:
        'client_max_body_size 0;\nproxy_request_buffering off;\n# and no limit_except GET below /dicom-web/',
    },
    SERVER,
  ],
  storesForbidden: [
    { product: 'Google', why: 'diagnose.repair.roles', setting: 'roles/healthcare.dicomEditor' },
    {
      product: 'nginx',
      why: 'diagnose.repair.write',
      setting:
        'client_max_body_size 0;\nproxy_request_buffering off;\n# and no limit_except GET below /dicom-web/',
    },
  ],
};

/** The settings of several findings, each once, with the addresses they are about. */
export function repairsFor(
  ids: readonly FindingId[],
  on: { readonly page: string; readonly archive: string },
): readonly Repair[] {
  const all = [...new Set(ids.flatMap((id) => REPAIRS[id] ?? []))];
  return all.map((repair) => ({
    ...repair,
    setting: repair.setting.replaceAll('{{page}}', on.page).replaceAll('{{archive}}', on.archive),
  }));
}
