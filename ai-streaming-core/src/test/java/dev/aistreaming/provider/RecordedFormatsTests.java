package dev.aistreaming.provider;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aistreaming.chat.ChatResponse;
import dev.aistreaming.format.Disclosure;
import dev.aistreaming.format.OpenAiFormat;
import dev.aistreaming.format.StreamEncoder;
import dev.aistreaming.format.StreamFormat;
import dev.aistreaming.format.StreamInfo;
import dev.aistreaming.format.TextFormat;
import dev.aistreaming.sse.SseEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestFactory;

/**
 * Answers that others have had from providers arrive whole in every format: what the smallest client puts together is what is known of
 * the answer. They lie in the directory that the system property {@code wire.recordings} names.
 */
@Tag("recorded")
class RecordedFormatsTests {

    private static final StreamInfo STREAM = StreamInfo.of("0123456789abcdef0123456789abcdef");

    @TestFactory
    Stream<DynamicTest> whatAFrontEndReadsIsTheAnswer() {
        List<RecordedAnswer> answers = RecordedAnswer.in(Path.of(Objects.requireNonNull(
                System.getProperty("wire.recordings"), "the system property wire.recordings is not set")));
        assertThat(answers).as("recordings").isNotEmpty();
        assertThat(answers.stream().map(RecordedAnswer::type).distinct())
                .as("types of providers")
                .hasSizeGreaterThan(1);
        return answers.stream()
                .flatMap(answer -> Arrays.stream(FormatReader.values())
                        .map(reader -> DynamicTest.dynamicTest(
                                answer.name() + " " + reader.format.name(), () -> check(answer, reader))));
    }

    @TestFactory
    Stream<DynamicTest> whatAClientOfOpenAiReadsInOnePieceIsTheAnswer() {
        OpenAiFormat format = new OpenAiFormat(Disclosure.ALL);
        return RecordedAnswer.in(Path.of(Objects.requireNonNull(System.getProperty("wire.recordings")))).stream()
                .filter(answer -> !answer.expected().failed)
                .map(answer -> DynamicTest.dynamicTest(
                        answer.name(),
                        () -> same(
                                FormatReader.readCompletion(
                                        format.completion(answer.play().answer(), STREAM)),
                                answer.expected())));
    }

    /** An error has no words there: the bridge breaks the connection off. */
    @TestFactory
    Stream<DynamicTest> theTextAloneIsTheAnswersText() {
        return RecordedAnswer.in(Path.of(Objects.requireNonNull(System.getProperty("wire.recordings")))).stream()
                .map(answer -> DynamicTest.dynamicTest(
                        answer.name(),
                        () -> assertThat(write(answer, new TextFormat()))
                                .isEqualTo(answer.expected().text.toString())));
    }

    private static String write(RecordedAnswer answer, StreamFormat format) {
        SseEncoder out = new SseEncoder();
        StreamEncoder encoder = format.newEncoder(out, STREAM);
        MappingFixture.Outcome outcome = answer.play();
        outcome.events().forEach(event -> event.accept(encoder));
        ChatResponse response = outcome.response();
        if (response != null) {
            encoder.complete(response);
        } else {
            encoder.error(Objects.requireNonNull(outcome.error()));
        }
        return new String(out.take(), StandardCharsets.UTF_8);
    }

    private static void check(RecordedAnswer answer, FormatReader reader) {
        ReadAnswer read = reader.read(write(answer, reader.format));
        assertThat(read.failed).as("failed").isEqualTo(answer.expected().failed);
        same(read, answer.expected());
        if (reader != FormatReader.JSON) { // there, a call that came without an id goes without one
            assertThat(ids(read)).as("ids of calls").doesNotContain("").doesNotHaveDuplicates();
        }
    }

    private static List<String> ids(ReadAnswer read) {
        return read.whole().stream().map(call -> call.id).toList();
    }

    private static void same(ReadAnswer read, ReadAnswer expected) {
        assertThat(read.text.toString()).as("text").isEqualTo(expected.text.toString());
        assertThat(read.thoughts()).as("reasoning").isEqualTo(expected.thoughts());
        if (expected.failed) {
            return; // which calls count is told at the end
        }
        List<ReadAnswer.Call> calls = read.whole();
        List<ReadAnswer.Call> wanted = expected.whole();
        assertThat(calls).as("calls").hasSameSizeAs(wanted);
        for (int i = 0; i < wanted.size(); i++) {
            ReadAnswer.Call call = calls.get(i);
            assertThat(call.name).isEqualTo(wanted.get(i).name);
            assertThat(call.input()).isEqualTo(wanted.get(i).input());
            assertThat(wanted.get(i).id).isIn("", call.id);
        }
    }
}
