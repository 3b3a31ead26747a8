package dev.aistreaming.spring;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aistreaming.testing.ScriptedServer;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.net.http.HttpResponse;
import java.util.zip.Deflater;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BrowserModulesTests {

    private static ScriptedApplication application(String... properties) {
        return new ScriptedApplication(ScriptedServer.streaming("hi"), properties);
    }

    @ParameterizedTest
    @CsvSource({
        "client.js, text/javascript",
        "partial-json.js, text/javascript",
        "client.d.ts, text/plain",
        "partial-json.d.ts, text/plain"
    })
    void aBrowserKeepsAModuleAndAsksWhetherItHasChanged(String file, String type) throws Exception {
        try (ScriptedApplication application = application("spring.mvc.static-path-pattern=/static/**")) {
            HttpResponse<String> first = application.get("/ai-streaming/" + file);
            assertThat(first.statusCode()).isEqualTo(200);
            assertThat(first.body()).contains("export");
            assertThat(first.headers().firstValue("Content-Type").orElse("")).startsWith(type);
            assertThat(first.headers().firstValue("Cache-Control")).hasValue("no-cache");
            String tag = first.headers().firstValue("ETag").orElseThrow();
            HttpResponse<String> again = application.get("/ai-streaming/" + file, "If-None-Match", tag);
            assertThat(again.statusCode()).isEqualTo(304);
            assertThat(again.body()).isEmpty();
        }
    }

    @Test
    void otherFilesAreNotServed() throws Exception {
        try (ScriptedApplication application = application()) {
            assertThat(application.get("/ai-streaming/BrowserModules.class").statusCode())
                    .isEqualTo(404);
            assertThat(application.get("/ai-streaming/..%2fclient.js").statusCode())
                    .isIn(400, 404);
        }
    }

    @Test
    void nothingIsServedWhereItIsSwitchedOff() throws Exception {
        try (ScriptedApplication application = application("ai.streaming.client.enabled=false")) {
            assertThat(application.get("/ai-streaming/client.js").statusCode()).isEqualTo(404);
        }
    }

    @Test
    void theClientIsSmall() throws Exception {
        ByteArrayOutputStream compressed = new ByteArrayOutputStream();
        try (InputStream client = BrowserModulesTests.class.getResourceAsStream("frontend/client.js");
                GZIPOutputStream gzip = new Best(compressed)) {
            client.transferTo(gzip);
        }
        assertThat(compressed.size()).isLessThanOrEqualTo(3072);
    }

    private static final class Best extends GZIPOutputStream {
        Best(ByteArrayOutputStream out) throws java.io.IOException {
            super(out);
            def.setLevel(Deflater.BEST_COMPRESSION);
        }
    }
}
