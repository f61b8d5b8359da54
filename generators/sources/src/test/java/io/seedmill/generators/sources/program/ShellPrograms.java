package io.seedmill.generators.sources.program;

/** Programs in shell, for tests: each notes its starts in the file {@code started} beside it. */
final class ShellPrograms {

  private ShellPrograms() {}

  /**
   * Returns a program that answers every sample of a task at once.
   *
   * @param step what it does before each answer; {@code index}, {@code start}, {@code count} and
   *     {@code here}, its folder, are set
   */
  static String answering(String step) {
    return """
        here=$(dirname "$0")
        echo x >> "$here/started"
        answer() { echo "{\\"index\\": $index, \\"sample\\": {\\"prompt\\": \\"p$index\\", \\"answer\\": $index}}"; }
        while read -r task; do
          start=${task#*\\"start_index\\":}; start=${start%%,*}
          count=${task#*\\"num_samples\\":}; count=${count%%,*}
          next=$start
          while [ $next -lt $((start + count)) ]; do
            index=$next
            next=$((next + 1))
            STEP
            answer
          done
        done
        """
        .replace("STEP", step);
  }
}
