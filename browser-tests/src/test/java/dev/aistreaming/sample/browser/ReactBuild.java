package dev.aistreaming.sample.browser;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;

/**
 * Builds the React pages with npm's packages into a directory that the application serves. The examples of the guide are only compiled,
 * because their libraries are not installed here.
 */
final class ReactBuild {

    private static final List<String> SOURCES =
            List.of("package.json", "package-lock.json", "use-chat.jsx", "stream-chat.jsx", "stream-chat-page.jsx");
    private static final List<String> PAGES = List.of("use-chat.html", "stream-chat.html");

    private ReactBuild() {}

    static void run() throws IOException, InterruptedException {
        Path source = Path.of(System.getProperty("react.source"));
        Path served = Files.createDirectories(Path.of(System.getProperty("react.built")));
        Path build = Files.createDirectories(served.resolveSibling("react-build"));
        for (String file : SOURCES) {
            Files.copy(source.resolve(file), build.resolve(file), StandardCopyOption.REPLACE_EXISTING);
        }
        npm(build, "ci", "--prefer-offline", "--no-audit", "--no-fund", "--loglevel=error");
        npm(build, "run", "build");
        npm(build, "run", "guide", "--", source.resolve("guide").toAbsolutePath() + "/*");
        for (String page : PAGES) {
            Files.copy(source.resolve(page), served.resolve(page), StandardCopyOption.REPLACE_EXISTING);
        }
    }

    private static void npm(Path directory, String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("npm"));
        command.addAll(List.of(arguments));
        Process process;
        try {
            process = new ProcessBuilder(command)
                    .directory(directory.toFile())
                    .redirectInput(new File("/dev/null"))
                    .redirectErrorStream(true)
                    .start();
        } catch (IOException e) {
            throw new AssertionError("The pages of React's need Node and npm to be built, and there is no npm.", e);
        }
        try (InputStream output = process.getInputStream()) {
            String said = new String(output.readAllBytes(), StandardCharsets.UTF_8);
            assertThat(process.waitFor()).as(() -> command + " says: " + said).isZero();
        }
    }
}
