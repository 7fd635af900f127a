/**
 * Lambda on one machine: the runtime API, and a function's process under the real runtime client.
 */
package dragoman.bench.lambda;
