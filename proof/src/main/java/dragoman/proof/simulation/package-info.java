/**
 * The outside world in one thread: time, faults, providers, queues, the table and Slack as a seed
 * wants them, with the real core in the middle, and an oracle that looks on from outside.
 */
package dragoman.proof.simulation;
