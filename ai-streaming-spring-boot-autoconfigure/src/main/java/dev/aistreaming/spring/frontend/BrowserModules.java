package dev.aistreaming.spring.frontend;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.aot.hint.RuntimeHints;
import org.springframework.aot.hint.RuntimeHintsRegistrar;
import org.springframework.context.annotation.ImportRuntimeHints;
import org.springframework.core.io.ClassPathResource;
import org.springframework.http.CacheControl;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/**
 * Serves the starter's JavaScript modules and their types. It is a controller, so that the application's settings for static resources do
 * not hide the modules. Browsers cache them and revalidate.
 */
@RestController
@ImportRuntimeHints(BrowserModules.Files.class)
public final class BrowserModules {

    private static final MediaType JAVASCRIPT = new MediaType("text", "javascript", StandardCharsets.UTF_8);

    /** Browsers would take this file name extension for a video. */
    private static final MediaType DECLARATIONS = new MediaType("text", "plain", StandardCharsets.UTF_8);

    private static final List<String> FILES =
            List.of("client.js", "client.d.ts", "partial-json.js", "partial-json.d.ts");

    private final Map<String, Module> modules =
            FILES.stream().collect(Collectors.toUnmodifiableMap(Function.identity(), Module::read));

    @GetMapping("/ai-streaming/{file:client\\.js|client\\.d\\.ts|partial-json\\.js|partial-json\\.d\\.ts}")
    ResponseEntity<byte[]> module(@PathVariable String file) {
        Module module = modules.get(file);
        return module == null
                ? ResponseEntity.notFound().build()
                : ResponseEntity.ok()
                        .contentType(file.endsWith(".js") ? JAVASCRIPT : DECLARATIONS)
                        .cacheControl(CacheControl.noCache())
                        .eTag(module.tag())
                        .body(module.content());
    }

    /** For native images. */
    static final class Files implements RuntimeHintsRegistrar {
        @Override
        public void registerHints(RuntimeHints hints, @Nullable ClassLoader classLoader) {
            FILES.forEach(
                    file -> hints.resources().registerResource(new ClassPathResource(file, BrowserModules.class)));
        }
    }

    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record Module(byte[] content, String tag) {

        static Module read(String file) {
            try (InputStream in = BrowserModules.class.getResourceAsStream(file)) {
                if (in == null) {
                    throw new IllegalStateException(file + " is missing in the starter");
                }
                byte[] content = in.readAllBytes();
                byte[] hash = MessageDigest.getInstance("SHA-256").digest(content);
                return new Module(content, '"' + HexFormat.of().formatHex(hash, 0, 16) + '"');
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            } catch (NoSuchAlgorithmException e) {
                throw new IllegalStateException(e); // every JVM has it
            }
        }
    }
}
