/** The kind behind an annotation's tool name, which is the kind's own; undefined for annotations that are not ours. */
export { toKind as kindOf } from '@/measurement/kinds';
