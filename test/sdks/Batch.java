// Runs D8 and R8 for many artefacts in one Java machine: a line of the given file is a tool and its arguments, cut by
// tabs. A failure is told on a line of its own and stops nothing. Leaves what to build to lab.mjs.
import com.android.tools.r8.CompilationFailedException;
import com.android.tools.r8.D8;
import com.android.tools.r8.D8Command;
import com.android.tools.r8.R8;
import com.android.tools.r8.R8Command;
import com.android.tools.r8.origin.Origin;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

public final class Batch {
  public static void main(String[] args) throws Exception {
    for (String line : Files.readAllLines(Path.of(args[0]))) {
      String[] words = line.split("\t");
      String[] rest = Arrays.copyOfRange(words, 1, words.length);
      try {
        if (words[0].equals("d8")) D8.run(D8Command.parse(rest, Origin.root()).build());
        else R8.run(R8Command.parse(rest, Origin.root()).build());
        System.out.println("built " + line);
      } catch (CompilationFailedException failure) {
        System.out.println("failed " + line + "\t" + failure.getCause());
      }
    }
  }
}
