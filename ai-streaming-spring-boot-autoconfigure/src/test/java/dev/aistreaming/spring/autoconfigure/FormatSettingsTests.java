package dev.aistreaming.spring.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aistreaming.format.JsonFormat;
import dev.aistreaming.format.StreamEncoder;
import dev.aistreaming.format.StreamFormat;
import dev.aistreaming.format.StreamInfo;
import dev.aistreaming.sse.SseEncoder;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.WebApplicationContextRunner;

class FormatSettingsTests {

    private final WebApplicationContextRunner application = new WebApplicationContextRunner()
            .withConfiguration(AutoConfigurations.of(AiStreamingAutoConfiguration.class))
            .withPropertyValues(
                    "ai.streaming.providers.openai.api-key=k", "ai.streaming.providers.openai.model=gpt-test");

    private record Named(String name) implements StreamFormat {
        @Override
        public StreamEncoder newEncoder(SseEncoder out, StreamInfo stream) {
            return JsonFormat.CONTENT_ONLY.newEncoder(out, stream);
        }
    }

    private WebApplicationContextRunner withFormats(String... names) {
        WebApplicationContextRunner with = application;
        for (String name : names) {
            with = with.withBean(name, StreamFormat.class, () -> new Named(name));
        }
        return with;
    }

    @Test
    void aFormatThatNobodyHasStopsTheStartAndNamesThoseThatThereAre() {
        withFormats("loud").withPropertyValues("ai.streaming.sse.format=morse").run(context -> {
            InvalidSettingException fault = FailedStart.fault(context.getStartupFailure());
            assertThat(fault).hasMessageContaining("ai.streaming.sse.format is 'morse', which is not a format.");
            assertThat(fault.remedy()).isEqualTo("Use one of [loud, json, ai-sdk, ag-ui, openai, text].");
        });
    }

    @Test
    void ofSeveralFormatsOneHasToBeNamed() {
        withFormats("loud", "soft").run(context -> {
            InvalidSettingException fault = FailedStart.fault(context.getStartupFailure());
            assertThat(fault).hasMessageContaining("There are several beans of type StreamFormat: [loud, soft].");
            assertThat(fault.remedy()).contains("ai.streaming.sse.format");
        });
    }

    @Test
    void oneOfSeveralFormatsMayBeNamed() {
        withFormats("loud", "soft")
                .withPropertyValues("ai.streaming.sse.format=soft")
                .run(context -> assertThat(context).hasNotFailed());
    }

    @Test
    void ofSeveralFormatsOneMayBePrimary() {
        withFormats("loud")
                .withBean("soft", StreamFormat.class, () -> new Named("soft"), bean -> bean.setPrimary(true))
                .run(context -> assertThat(context).hasNotFailed());
    }
}
