/**
 * What people say: messages, receipts and replies, and the one JSON form in which they wait on a
 * queue. Knows no other room.
 */
package dragoman.message;
