/**
 * The dead-letter office: what lies on dead-letter queues and on the queue of what could not be
 * read, and how it goes on, in each conversation's order.
 */
package dragoman.local.deadletters;
