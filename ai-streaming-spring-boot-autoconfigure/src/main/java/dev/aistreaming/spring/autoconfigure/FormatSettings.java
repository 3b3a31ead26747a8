package dev.aistreaming.spring.autoconfigure;

import dev.aistreaming.format.AgUiFormat;
import dev.aistreaming.format.AiSdkFormat;
import dev.aistreaming.format.Disclosure;
import dev.aistreaming.format.JsonFormat;
import dev.aistreaming.format.OpenAiFormat;
import dev.aistreaming.format.StreamFormat;
import dev.aistreaming.format.TextFormat;
import dev.aistreaming.spring.context.ContextualFormat;
import dev.aistreaming.spring.stream.StreamFormats;
import dev.aistreaming.thread.Threads;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;

/** Chooses the formats of an application: its own beans first, then the built-in ones. */
final class FormatSettings {

    private static final String KEY = "ai.streaming.sse.format";

    private FormatSettings() {}

    static StreamFormats formats(
            AiStreamingProperties properties, ObjectProvider<StreamFormat> beans, Threads threads) {
        List<StreamFormat> own = beans.orderedStream().toList();
        List<StreamFormat> all = Stream.concat(own.stream(), ours(properties)).toList();
        return new StreamFormats(
                ContextualFormat.of(standard(properties.sse().format(), beans, own, all), threads),
                all.stream().map(format -> ContextualFormat.of(format, threads)).toList());
    }

    private static Stream<StreamFormat> ours(AiStreamingProperties properties) {
        Disclosure shown = disclosure(properties);
        return Stream.of(
                JsonFormat.of(shown),
                new AiSdkFormat(shown),
                new AgUiFormat(shown),
                new OpenAiFormat(shown),
                new TextFormat());
    }

    /** Returns which parts of an answer are sent to front ends. */
    static Disclosure disclosure(AiStreamingProperties properties) {
        AiStreamingProperties.Sse sse = properties.sse();
        return new Disclosure(
                sse.includeReasoning(),
                sse.includeToolCalls(),
                sse.includeToolResults(),
                sse.includeSources(),
                sse.includeMetadata(),
                properties.exposeProviderErrors());
    }

    /** Returns the default format: a bean of the application replaces the built-in one, unless a property names another. */
    private static StreamFormat standard(
            @Nullable String name, ObjectProvider<StreamFormat> beans, List<StreamFormat> own, List<StreamFormat> all) {
        if (name != null) {
            return all.stream()
                    .filter(format -> format.name().equals(name))
                    .findFirst()
                    .orElseThrow(() -> new InvalidSettingException(
                            KEY + " is '" + name + "', which is not a format.", "Use one of " + names(all) + "."));
        }
        if (own.isEmpty()) {
            return all.get(0);
        }
        StreamFormat one = beans.getIfUnique();
        if (one == null) {
            throw new InvalidSettingException(
                    "There are several beans of type StreamFormat: " + names(own) + ".",
                    "Name the one that streams have by default with " + KEY + ", or make it @Primary.");
        }
        return one;
    }

    private static List<String> names(List<StreamFormat> formats) {
        return formats.stream().map(StreamFormat::name).distinct().toList();
    }
}
