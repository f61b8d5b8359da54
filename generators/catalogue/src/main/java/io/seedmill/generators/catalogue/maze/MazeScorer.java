package io.seedmill.generators.catalogue.maze;

import com.fasterxml.jackson.databind.JsonNode;
import io.seedmill.generators.Scorer;
import io.seedmill.generators.catalogue.answers.Reply;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Walks through the maze of the prompt. A path from S to G scores the length of the shortest path
 * divided by its own (success weighted by path length, Anderson et al.: On Evaluation of Embodied
 * Navigation Agents, 2018); what hits a wall or ends elsewhere scores 0.
 */
final class MazeScorer implements Scorer {

  private static final Pattern ROW = Pattern.compile("(?m)^[#.SG]{3,}$");
  private static final Pattern WORD = Pattern.compile("\\p{L}++");
  private static final Pattern MOVES = Pattern.compile("(?i)[URDL]++");
  private static final Pattern BETWEEN = Pattern.compile("[\\s,>→-]*+");

  @Override
  public double score(JsonNode sample, String answer) {
    String shortest = Scorer.text(sample, "answer");
    List<String> rows = new ArrayList<>();
    for (Matcher row = ROW.matcher(Scorer.text(sample, "prompt")); row.find(); ) {
      rows.add(row.group());
    }
    String moves = moves(Reply.of(answer).plain());
    return reachesGoal(rows, moves) ? Math.min(1, (double) shortest.length() / moves.length()) : 0;
  }

  /** Returns the longest row of moves behind a mark, or in the last line that has one. */
  private static String moves(Reply reply) {
    String[] lines = reply.marked() ? new String[] {reply.part()} : reply.part().split("\n", -1);
    String longest = "";
    for (int i = lines.length - 1; i >= 0 && longest.isEmpty(); i--) {
      StringBuilder moves = new StringBuilder();
      int end = 0;
      for (Matcher word = WORD.matcher(lines[i]); word.find(); end = word.end()) {
        boolean isMoves = MOVES.matcher(word.group()).matches();
        if (!isMoves || !BETWEEN.matcher(lines[i].substring(end, word.start())).matches()) {
          longest = moves.length() > longest.length() ? moves.toString() : longest;
          moves.setLength(0);
        }
        moves.append(isMoves ? word.group() : "");
      }
      longest = moves.length() > longest.length() ? moves.toString() : longest;
    }
    return longest.toUpperCase(Locale.ROOT);
  }

  private static boolean reachesGoal(List<String> rows, String moves) {
    int row = 0;
    while (row < rows.size() && rows.get(row).indexOf('S') < 0) {
      row++;
    }
    if (row == rows.size()) {
      throw new IllegalArgumentException("prompt: found no maze; allowed: the prompt of a sample");
    }
    int column = rows.get(row).indexOf('S');
    for (int i = 0; i < moves.length(); i++) {
      row += moves.charAt(i) == 'D' ? 1 : moves.charAt(i) == 'U' ? -1 : 0;
      column += moves.charAt(i) == 'R' ? 1 : moves.charAt(i) == 'L' ? -1 : 0;
      if (rows.get(row).charAt(column) == '#') { // walls are all around
        return false;
      }
    }
    return rows.get(row).charAt(column) == 'G';
  }
}
