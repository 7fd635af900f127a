/**
 * Every door opened onto plain collections, for tests and for the simulator; held to the real
 * services by the door contracts.
 */
package dragoman.memory;
