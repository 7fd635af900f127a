/**
 * The infrastructure template as the local runner reads it: the one description of routes, queues,
 * table, topics and schedules.
 */
package dragoman.local.template;
