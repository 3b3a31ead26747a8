package dev.aistreaming.provider;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A conversation with tools that somebody has had with a provider.
 *
 * @param name the provider's directory and its own
 * @param tools as they were declared
 */
record RecordedLoop(String name, Object tools, List<Step> steps) {

    /**
     * A request and its answer.
     *
     * @param request the whole body
     * @param added what its conversation has more than the one of the step before
     * @param answer the body, in Latin-1, which keeps its bytes
     * @param results what the calls of the step before have given back, by the ids of the calls, or by the tools' names
     */
    record Step(
            Map<String, Object> request,
            List<Object> added,
            Map<String, Object> results,
            String contentType,
            String answer) {}

    static List<Path> directories(Path recordings) {
        try (Stream<Path> providers = Files.list(recordings)) {
            List<Path> loops = new ArrayList<>();
            for (Path provider : providers.filter(Files::isDirectory).sorted().toList()) {
                try (Stream<Path> all = Files.list(provider)) {
                    all.filter(path -> path.getFileName().toString().startsWith("loop-"))
                            .sorted()
                            .forEach(loops::add);
                }
            }
            return loops;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static RecordedLoop read(Path directory) {
        Map<String, Object> loop = document(directory.resolve("loop.json"));
        List<Step> steps = new ArrayList<>();
        for (Object step : list(loop.get("steps"))) {
            steps.add(step(directory, map(step)));
        }
        return new RecordedLoop(name(directory), tools(map(loop.get("request_without_messages"))), steps);
    }

    private static Object tools(Map<String, Object> request) {
        return Objects.requireNonNull(request.getOrDefault("tools", request.get("toolConfig")));
    }

    static String name(Path directory) {
        int names = directory.getNameCount();
        return directory.getName(names - 2) + "/" + directory.getName(names - 1);
    }

    private static Step step(Path directory, Map<String, Object> step) {
        Map<String, Object> meta = document(directory.resolve("step-" + step.get("step") + ".meta.json"));
        Map<String, Object> results = new LinkedHashMap<>();
        for (Object result : list(step.get("tool_results_sent"))) {
            results.put(
                    String.valueOf(map(result).get("for")),
                    Objects.requireNonNull(map(result).get("content")));
        }
        return new Step(
                map(map(meta.get("request")).get("body")),
                list(step.get("new_messages")),
                results,
                String.valueOf(map(meta.get("response")).get("content_type")),
                new String(bytes(directory.resolve(String.valueOf(step.get("file")))), StandardCharsets.ISO_8859_1));
    }

    private static Map<String, Object> document(Path file) {
        return JsonTree.object(file.toString(), new String(bytes(file), StandardCharsets.UTF_8));
    }

    private static byte[] bytes(Path file) {
        try {
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static String json(Object object) {
        return new String(Json.write(map(object)), StandardCharsets.UTF_8);
    }

    @SuppressWarnings("unchecked")
    static Map<String, Object> map(@Nullable Object value) {
        return (Map<String, Object>) Objects.requireNonNull(value);
    }

    @SuppressWarnings("unchecked")
    static List<Object> list(@Nullable Object value) {
        return (List<Object>) Objects.requireNonNull(value);
    }
}
