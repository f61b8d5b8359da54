package io.seedmill.generators.sources.secrets;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Text in which {@code ${env:NAME}} stands for a variable of the environment. The text itself may
 * be stored and shown; its value may not.
 */
public final class EnvironmentText {

  private static final Pattern REFERENCE = Pattern.compile("\\$\\{env:([A-Za-z_][A-Za-z0-9_]*)}");

  private final String text;

  private EnvironmentText(String text) {
    this.text = text;
  }

  /** Returns the text as a spec has it. */
  public static EnvironmentText of(String text) {
    return new EnvironmentText(text);
  }

  /** Returns the variables that it refers to, in order, each as often as it is named. */
  public List<String> names() {
    List<String> names = new ArrayList<>();
    Matcher matcher = REFERENCE.matcher(text);
    while (matcher.find()) {
      names.add(matcher.group(1));
    }
    return names;
  }

  /**
   * Returns the text with the variables' values.
   *
   * @throws NoSuchElementException if a variable is not set; the message names it
   */
  public String resolve(Map<String, String> environment) {
    StringBuilder resolved = new StringBuilder();
    Matcher matcher = REFERENCE.matcher(text);
    while (matcher.find()) {
      String value = environment.get(matcher.group(1));
      if (value == null) {
        throw new NoSuchElementException(
            "the environment variable " + matcher.group(1) + " is not set");
      }
      matcher.appendReplacement(resolved, Matcher.quoteReplacement(value));
    }
    return matcher.appendTail(resolved).toString();
  }
}
