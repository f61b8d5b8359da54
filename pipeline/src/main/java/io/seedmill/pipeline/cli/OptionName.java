package io.seedmill.pipeline.cli;

import java.util.regex.Pattern;
import org.apache.commons.text.CaseUtils;

/** Names of options: {@code shard-size} and {@code shardSize} are the same one. */
final class OptionName {

  private static final Pattern NAME = Pattern.compile("[A-Za-z][A-Za-z0-9-]*");

  private OptionName() {}

  /** Returns true if it could be an option's name, without the dashes in front. */
  static boolean isName(String name) {
    return NAME.matcher(name).matches();
  }

  /** The one spelling that Beam has too. */
  static String camelCase(String name) {
    return name.contains("-") ? CaseUtils.toCamelCase(name, false, '-') : name;
  }
}
