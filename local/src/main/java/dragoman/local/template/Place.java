package dragoman.local.template;

/**
 * Where a template is put: what its ARNs and queue addresses are made of.
 *
 * @param queues the address before a queue's name, ending with a slash
 */
public record Place(String region, String account, String queues) {
  String arn(String service, String resource) {
    return "arn:aws:" + service + ":" + region + ":" + account + ":" + resource;
  }
}
