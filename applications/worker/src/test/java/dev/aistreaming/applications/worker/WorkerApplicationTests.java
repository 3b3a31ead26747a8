package dev.aistreaming.applications.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.aistreaming.spring.AiService;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;

class WorkerApplicationTests {

    private final ScriptedModel model = new ScriptedModel();

    WorkerApplicationTests() throws IOException {
        model.says("Two mails")
                .says("{\"department\":\"orders\",\"urgent\":false}")
                .calls("orderState", "{\"number\":\"A-17\"}")
                .says("It was shipped on Monday.")
                .says("{\"department\":\"technology\",\"urgent\":true}")
                .says("We are on it.");
    }

    @AfterEach
    void stop() {
        model.close();
    }

    @Test
    void doesItsWorkAndEndsByItself(@TempDir Path directory) throws Exception {
        Path output = directory.resolve("output.txt");
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                WorkerApplication.class.getName()));
        command.addAll(List.of(model.settings()));
        Process worker = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        try {
            assertThat(worker.waitFor(2, TimeUnit.MINUTES)).isTrue();
        } finally {
            worker.destroyForcibly();
        }
        assertThat(worker.exitValue()).isZero();
        assertThat(Files.readString(output, StandardCharsets.UTF_8))
                .contains("Asked for a subject: Two mails")
                .contains("orders: It was shipped on Monday.")
                .contains("technology, urgent: We are on it.");
        assertThat(model.requests().get(3)).contains("shipped on Monday");
    }

    @Test
    void aStreamSaysWhatIsMissing() {
        try (ConfigurableApplicationContext context =
                SpringApplication.run(WorkerApplication.class, model.settings())) {
            AiService ai = context.getBean(AiService.class);
            int asked = model.requests().size();
            assertThatIllegalStateException()
                    .isThrownBy(() -> ai.stream("Hi?"))
                    .withMessageContaining("add spring-boot-starter-webmvc");
            assertThat(model.requests()).hasSize(asked);
        }
    }
}
