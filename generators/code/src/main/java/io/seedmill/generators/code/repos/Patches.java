package io.seedmill.generators.code.repos;

import com.github.difflib.DiffUtils;
import com.github.difflib.UnifiedDiffUtils;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;

/** Writes the difference between two trees of files as git format-patch does, for git am. */
final class Patches {

  static final String AUTHOR = "maintainers <maintainers@example.org>";

  private static final String NO_COMMIT = "0".repeat(40);
  private static final String NO_BLOB = "0000000";
  private static final int CONTEXT = 3;
  private static final DateTimeFormatter DATE =
      DateTimeFormatter.ofPattern("EEE, d MMM yyyy HH:mm:ss +0000", Locale.ENGLISH)
          .withZone(ZoneOffset.UTC);

  private Patches() {}

  /**
   * Returns a patch with its header.
   *
   * @param place the place of the commit among all, such as 2/9
   */
  static String patch(
      String place,
      String message,
      Instant date,
      Map<String, String> before,
      Map<String, String> after) {
    StringBuilder diff = new StringBuilder();
    StringBuilder stat = new StringBuilder();
    TreeSet<String> paths = new TreeSet<>(before.keySet());
    paths.addAll(after.keySet());
    int files = 0;
    int added = 0;
    int removed = 0;
    for (String path : paths) {
      String old = before.get(path);
      String now = after.get(path);
      if (now != null && now.equals(old)) {
        continue;
      }
      int start = diff.length();
      file(path, old, now, diff);
      int plus = count(diff, start, '+');
      int minus = count(diff, start, '-');
      files++;
      added += plus;
      removed += minus;
      stat.append(String.format(Locale.ROOT, " %s | %d\n", path, plus + minus));
    }
    int end = message.indexOf('\n');
    String subject = end < 0 ? message : message.substring(0, end);
    String body = end < 0 ? "" : message.substring(end).strip() + "\n\n";
    return """
        From %s Mon Sep 17 00:00:00 2001
        From: %s
        Date: %s
        Subject: [PATCH %s] %s

        %s---
        """
        .formatted(NO_COMMIT, AUTHOR, DATE.format(date), place, subject, body)
        .concat(stat.toString())
        .concat(
            String.format(
                Locale.ROOT,
                " %d file%s changed, %d insertions(+), %d deletions(-)\n\n",
                files,
                files == 1 ? "" : "s",
                added,
                removed))
        .concat(diff.toString())
        .concat("-- \nseedmill\n\n");
  }

  private static void file(String path, String old, String now, StringBuilder out) {
    out.append("diff --git a/").append(path).append(" b/").append(path).append('\n');
    String from = old == null ? NO_BLOB : blob(old);
    String to = now == null ? NO_BLOB : blob(now);
    if (old == null) {
      out.append("new file mode 100644\nindex ").append(from).append("..").append(to).append('\n');
    } else if (now == null) {
      out.append("deleted file mode 100644\nindex ");
      out.append(from).append("..").append(to).append('\n');
    } else {
      out.append("index ").append(from).append("..").append(to).append(" 100644\n");
    }
    hunks(path, old, now, out);
  }

  private static void hunks(String path, String old, String now, StringBuilder out) {
    if (old == null || now == null) {
      String text = old == null ? now : old;
      if (text.isEmpty()) {
        return;
      }
      char sign = old == null ? '+' : '-';
      List<String> lines = text.lines().toList();
      String size = lines.size() == 1 ? "1" : "1," + lines.size();
      out.append(
          old == null ? "--- /dev/null\n+++ b/" + path : "--- a/" + path + "\n+++ /dev/null");
      out.append(old == null ? "\n@@ -0,0 +" + size : "\n@@ -" + size + " +0,0").append(" @@\n");
      lines.forEach(line -> out.append(sign).append(line).append('\n'));
      return;
    }
    List<String> lines = old.lines().toList();
    for (String line :
        UnifiedDiffUtils.generateUnifiedDiff(
            "a/" + path,
            "b/" + path,
            lines,
            DiffUtils.diff(lines, now.lines().toList()),
            CONTEXT)) {
      out.append(line).append('\n');
    }
  }

  private static int count(StringBuilder diff, int start, char sign) {
    int count = 0;
    String header = String.valueOf(sign).repeat(3) + " ";
    for (int at = diff.indexOf("\n" + sign, start);
        at >= 0;
        at = diff.indexOf("\n" + sign, at + 1)) {
      if (diff.indexOf(header, at + 1) != at + 1) {
        count++;
      }
    }
    return count;
  }

  private static String blob(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    try {
      MessageDigest sha1 = MessageDigest.getInstance("SHA-1");
      sha1.update(("blob " + bytes.length + "\0").getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(sha1.digest(bytes)).substring(0, 7);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
