package dragoman.local.template;

import java.util.Map;

/**
 * A resource as it is written, of whatever type, nested stacks' own among them.
 *
 * @param id logical ids on the way to it, with {@code /} between
 * @param stack the nested stack it is in, empty for the root
 * @param properties text, lists and maps; what only AWS can work out is shown as {@code !Function}
 */
public record Resource(String id, String stack, String type, Map<String, Object> properties) {}
