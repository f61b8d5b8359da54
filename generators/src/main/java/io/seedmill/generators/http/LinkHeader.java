package io.seedmill.generators.http;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads the header {@code Link}. Source: RFC 8288. */
final class LinkHeader {

  private static final Pattern LINK = Pattern.compile("<([^>]*)>((?:\\s*;\\s*[^,;]+)*)");
  private static final Pattern NEXT =
      Pattern.compile(
          ";\\s*rel\\s*=\\s*(?:\"[^\"]*\\bnext\\b[^\"]*\"|next)", Pattern.CASE_INSENSITIVE);

  private LinkHeader() {}

  /** Where the next page is; empty where there is none. */
  static String next(String header) {
    Matcher link = LINK.matcher(header);
    while (link.find()) {
      if (NEXT.matcher(link.group(2)).find()) {
        return link.group(1);
      }
    }
    return "";
  }
}
