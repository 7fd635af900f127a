/**
 * The teams' queues: from the policy's teams and the templates that are there to the templates that
 * should be.
 */
package dragoman.local.teams;
