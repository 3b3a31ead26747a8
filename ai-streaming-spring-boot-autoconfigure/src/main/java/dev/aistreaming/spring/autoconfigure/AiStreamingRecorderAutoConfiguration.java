package dev.aistreaming.spring.autoconfigure;

import dev.aistreaming.recording.Armed;
import dev.aistreaming.recording.Recorder;
import dev.aistreaming.recording.RecorderSettings;
import java.nio.file.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.annotation.Bean;

/** Records what providers send, if a directory for recordings is configured. */
@AutoConfiguration(before = AiStreamingAutoConfiguration.class)
@ConditionalOnBooleanProperty(name = "ai.streaming.enabled", matchIfMissing = true)
@ConditionalOnProperty("ai.streaming.recorder.directory")
public final class AiStreamingRecorderAutoConfiguration {

    private static final Logger log = LoggerFactory.getLogger(AiStreamingRecorderAutoConfiguration.class);

    @Bean
    @ConditionalOnMissingBean
    Recorder aiStreamingRecorder(AiStreamingProperties properties) {
        RecorderProperties recorder = properties.recorder();
        String directory = String.valueOf(recorder.directory());
        try {
            Armed atStart = new Armed(recorder.calls(), recorder.failures());
            if (recorder.calls() > 0 || recorder.failures() > 0) {
                log.warn(
                        "ai.streaming.recorder is on: what models answer is written into files in {}, which hold personal data",
                        directory);
            }
            return new Recorder(
                    new RecorderSettings(
                            Path.of(directory),
                            recorder.maxFileSize().toBytes(),
                            recorder.maxFiles(),
                            recorder.includeRequests()),
                    atStart);
        } catch (IllegalArgumentException e) { // also if the path is not valid
            throw new InvalidSettingException(
                    "A setting under ai.streaming.recorder is out of bounds: " + e.getMessage() + ".",
                    "Change ai.streaming.recorder.directory, calls, failures, max-file-size or max-files.");
        }
    }
}
