package io.seedmill.pipeline.validate;

import io.seedmill.transforms.blocks.ContentHash;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/** The digest of a page in a comment at its end, so that damage shows. */
public final class PageDigest {

  private static final String BEGIN = "<!-- sha256:";
  private static final String END = " -->\n";

  private PageDigest() {}

  /** Returns a page with its digest. */
  public static String added(String page) {
    byte[] hash = ContentHash.sha256().digest(page.getBytes(StandardCharsets.UTF_8));
    return page + BEGIN + HexFormat.of().formatHex(hash) + END;
  }

  /** Returns true if a page is as it was when its digest was added. */
  public static boolean isRight(String page) {
    int begin = page.lastIndexOf(BEGIN);
    return begin >= 0 && added(page.substring(0, begin)).equals(page);
  }
}
