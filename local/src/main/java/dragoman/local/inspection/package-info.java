/** What the local runner lets people see: messages, sends, cards and queues, as JSON and a page. */
package dragoman.local.inspection;
