/**
 * The AWS skin: handlers that translate, call and translate back; one wiring; the doors onto SQS,
 * DynamoDB, SNS, secrets and HTTP.
 */
package dragoman.functions;
