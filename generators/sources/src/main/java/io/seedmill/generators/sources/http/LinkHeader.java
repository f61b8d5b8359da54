package io.seedmill.generators.sources.http;

import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The address of the next page in Link headers (RFC 8288). */
final class LinkHeader {

  private static final Pattern LINK =
      Pattern.compile("<([^>]*)>((?:\\s*;[^,<\"]*(?:\"[^\"]*\"[^,<\"]*)*)*)");
  private static final Pattern RELATION =
      Pattern.compile(";\\s*rel\\s*=\\s*(?:\"([^\"]*)\"|([^\\s;,\"]+))");

  private LinkHeader() {}

  /** Returns the target of the relation {@code next}; empty where there is none. */
  static String next(List<String> headers) {
    for (String header : headers) {
      Matcher link = LINK.matcher(header);
      while (link.find()) {
        Matcher relation = RELATION.matcher(link.group(2).toLowerCase(Locale.ROOT));
        if (relation.find()) {
          String names = relation.group(1) == null ? relation.group(2) : relation.group(1);
          if (List.of(names.split("\\s+")).contains("next")) {
            return link.group(1);
          }
        }
      }
    }
    return "";
  }
}
