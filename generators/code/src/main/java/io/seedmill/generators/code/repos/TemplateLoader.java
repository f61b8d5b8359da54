package io.seedmill.generators.code.repos;

import io.pebbletemplates.pebble.loader.Loader;
import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

/**
 * Reads templates from resources. A line that begins with {@code %} is a statement, and so is what
 * stands between {@code %} in a line; {@code «name»} is a value.
 */
final class TemplateLoader implements Loader<String> {

  private static final Pattern STATEMENT =
      Pattern.compile("% ((?:if|elseif|else|endif|for|endfor)\\b[^%]*)%");

  @Override
  public Reader getReader(String name) {
    try (InputStream in = TemplateLoader.class.getResourceAsStream(name + ".peb")) {
      if (in == null) {
        throw new IllegalArgumentException("there is no template " + name);
      }
      String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      StringBuilder notation = new StringBuilder();
      text.lines().forEach(line -> notation.append(inNotationOfLibrary(line)));
      return new StringReader(notation.toString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String inNotationOfLibrary(String line) {
    String stripped = line.strip();
    return stripped.startsWith("% ") && !stripped.endsWith("%")
        ? "{%" + stripped.substring(1) + " %}"
        : STATEMENT.matcher(line).replaceAll("{% $1%}") + "\n";
  }

  @Override
  public void setCharset(String charset) {}

  @Override
  public void setPrefix(String prefix) {}

  @Override
  public void setSuffix(String suffix) {}

  @Override
  public String resolveRelativePath(String relativePath, String anchorPath) {
    return relativePath;
  }

  @Override
  public String createCacheKey(String name) {
    return name;
  }

  @Override
  public boolean resourceExists(String name) {
    return TemplateLoader.class.getResource(name + ".peb") != null;
  }
}
