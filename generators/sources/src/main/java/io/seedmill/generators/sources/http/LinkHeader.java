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

  /** The form that some servers send: the address without its brackets. */
  private static final Pattern WITHOUT_BRACKETS =
      Pattern.compile("(?:^|,)\\s*([^<>;,\"\\s]+)((?:\\s*;[^,<\"]*(?:\"[^\"]*\"[^,<\"]*)*)+)");

  private static final Pattern ANCHOR = Pattern.compile(";\\s*anchor\\s*=");

  private LinkHeader() {}

  /** Returns the target of the relation {@code next}; empty where there is none. */
  static String next(List<String> headers) {
    String next = next(headers, LINK);
    return next.isEmpty() ? next(headers, WITHOUT_BRACKETS) : next;
  }

  private static String next(List<String> headers, Pattern form) {
    for (String header : headers) {
      Matcher link = form.matcher(header);
      while (link.find()) {
        String parameters = link.group(2).toLowerCase(Locale.ROOT);
        Matcher relation = RELATION.matcher(parameters);
        if (relation.find() && !ANCHOR.matcher(parameters).find()) {
          String names = relation.group(1) == null ? relation.group(2) : relation.group(1);
          if (List.of(names.replace("'", "").split("\\s+")).contains("next")) {
            return link.group(1);
          }
        }
      }
    }
    return "";
  }
}
