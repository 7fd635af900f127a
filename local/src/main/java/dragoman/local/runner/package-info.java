/** What Lambda, API Gateway and the event sources do in an account, done in one process. */
package dragoman.local.runner;
