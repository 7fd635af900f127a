/**
 * The way of a message: Receive, Route, Deliver, Track, Notify, Watch; and Doors, every way out of
 * the house. Batches, retries and stopping within a group are here, so that a simulator meets them.
 */
package dragoman.pipeline;
