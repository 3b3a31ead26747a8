package dev.aistreaming.guide;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every example in Java, Kotlin or JavaScript of the documentation is part of a source that the build compiles or runs, however its
 * lines are broken. Three dots in an example stand for code that is left out.
 */
class GuideTests {

    private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
    private static final Set<String> NOT_SOURCES = Set.of("target", "node_modules", ".git", "docs");
    private static final Pattern EXAMPLE = Pattern.compile("(?ms)^```(java|kotlin|js|jsx)\n(.*?)^```");
    private static final Map<String, String> SOURCES = Map.of(
            "java", sources(".java"),
            "kotlin", sources(".kt"),
            "js", sources(".js", ".mjs", ".jsx", ".html", ".vue"),
            "jsx", sources(".jsx"));

    static Stream<Path> pages() throws IOException {
        try (Stream<Path> docs = Files.list(ROOT.resolve("docs"));
                Stream<Path> root = Files.list(ROOT)) {
            return Stream.concat(docs, root).filter(page -> page.toString().endsWith(".md")).sorted().toList().stream();
        }
    }

    @ParameterizedTest
    @MethodSource("pages")
    void everyExampleIsPartOfASource(Path page) throws IOException {
        List<String> unknown = EXAMPLE.matcher(Files.readString(page))
                .results()
                .filter(example -> !contains(SOURCES.get(example.group(1)), example.group(2)))
                .map(example -> example.group(2))
                .toList();

        assertThat(unknown).as(ROOT.relativize(page).toString()).isEmpty();
    }

    private static boolean contains(String sources, String example) {
        return Stream.of(withoutSpace(example).split("\\.\\.\\.", -1)).allMatch(sources::contains);
    }

    private static String sources(String... endings) {
        List<Path> files = new ArrayList<>();
        try {
            Files.walkFileTree(ROOT, new SimpleFileVisitor<>() {
                @Override
                public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
                    return NOT_SOURCES.contains(folder.getFileName().toString())
                            ? FileVisitResult.SKIP_SUBTREE
                            : FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                    if (Stream.of(endings).anyMatch(file.toString()::endsWith)) {
                        files.add(file);
                    }
                    return FileVisitResult.CONTINUE;
                }
            });
        } catch (IOException e) {
            throw new AssertionError(e);
        }
        return files.stream().map(GuideTests::read).collect(Collectors.joining("\n"));
    }

    private static String read(Path file) {
        try {
            return withoutSpace(Files.readString(file));
        } catch (IOException e) {
            throw new AssertionError(file.toString(), e);
        }
    }

    private static String withoutSpace(String code) {
        return code.replaceAll("\\s+", "");
    }
}
