package io.seedmill.generators.input;

/**
 * A value that a generator cannot use.
 *
 * @param path where it stands, as a JSON pointer from the parameters' root, such as {@code
 *     /columns/2/min}
 * @param found the value found, or the name of what is not known
 * @param allowed what would be accepted, in words
 */
public record Problem(String path, String found, String allowed) {}
