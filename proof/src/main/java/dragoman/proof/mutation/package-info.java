/**
 * Whether the proof proves anything: bugs planted in the protocol, one at a time, which the
 * campaign must find. Production code knows nothing of it: a bug is a patch of the source, compiled
 * and put before the rest in a JVM of its own.
 */
package dragoman.proof.mutation;
