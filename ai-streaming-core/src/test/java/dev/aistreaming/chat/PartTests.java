package dev.aistreaming.chat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class PartTests {

    private static final Media PDF = Media.bytes("%PDF".getBytes(StandardCharsets.UTF_8), "application/pdf");
    private static final Part.Text TEXT = new Part.Text("What is this?");
    private static final Part.Image IMAGE = new Part.Image(Media.url("https://files.example/cat.png"));
    private static final Part.ToolUse USE = new Part.ToolUse("call_1", "weather", "{\"city\":\"Rome\"}");
    private static final Part.ToolResult RESULT = Part.ToolResult.of("call_1", "weather", "Sunny");
    private static final Part.ProviderState STATE = new Part.ProviderState("anthropic", "{\"signature\":\"abc\"}");

    private static void assertRefused(ThrowingCallable call, String... words) {
        assertThatExceptionOfType(AiException.class).isThrownBy(call).satisfies(error -> {
            assertThat(error.code()).isEqualTo(ErrorCode.INVALID_REQUEST);
            assertThat(error.userMessage()).contains(words);
        });
    }

    @Test
    void areHeldInTheirOrder() {
        assertThat(Message.user(TEXT, IMAGE, TEXT).parts()).containsExactly(TEXT, IMAGE, TEXT);
        assertThat(Message.assistant(STATE, TEXT, USE).parts()).containsExactly(STATE, TEXT, USE);
        assertThat(Message.toolResult(RESULT, RESULT)).isEqualTo(new Message(Role.TOOL, List.of(RESULT, RESULT)));
    }

    @Test
    void areNotInTheTextOfAMessageUnlessTheyAreText() {
        assertThat(Message.user(TEXT, IMAGE).text()).isEqualTo("What is this?");
        assertThat(Message.toolResult(RESULT).text()).isEmpty();
    }

    @Test
    void tellWhatAToolGaveBackInOneLineOfCode() {
        assertThat(Message.toolResult("call_1", "weather", "Sunny")).isEqualTo(Message.toolResult(RESULT));
        assertThat(RESULT).isEqualTo(new Part.ToolResult("call_1", "weather", List.of(new Part.Text("Sunny")), false));
        assertThat(Part.ToolResult.failed("call_1", "weather", "No such city"))
                .isEqualTo(new Part.ToolResult("call_1", "weather", List.of(new Part.Text("No such city")), true));
    }

    @Test
    void mayBeAToolsResultOfNothing() {
        assertThat(Part.ToolResult.of("call_1", "save", " ").content()).isEmpty();
    }

    @Test
    void mayBeAToolsResultWithAPicture() {
        Part.ToolResult result = new Part.ToolResult("c", "look", List.of(TEXT, IMAGE), false);
        assertThat(result.content()).containsExactly(TEXT, IMAGE);
        assertThat(result.text()).isEqualTo("What is this?");
    }

    @Test
    void areNotChangedByTheListTheyWereMadeFrom() {
        List<Part> content = new ArrayList<>(List.of(TEXT));
        Part.ToolResult result = new Part.ToolResult("c", "f", content, false);
        content.clear();
        assertThat(result.content()).hasSize(1);
    }

    @Test
    void haveAnEmptyObjectForArgumentsThatNobodySent() {
        assertThat(new Part.ToolUse("", "f", " ").arguments()).isEqualTo("{}");
    }

    @Test
    void printNothingOfAProvidersState() {
        assertThat(STATE).hasToString("ProviderState[type=anthropic, 19 characters]");
    }

    @ParameterizedTest
    @EnumSource(
            value = Role.class,
            names = {"SYSTEM", "USER", "TOOL"})
    void callToolsOnlyInTheNameOfTheModel(Role role) {
        assertRefused(() -> new Message(role, List.of(USE)), "a tool use", role.wireName(), "role assistant");
        assertRefused(() -> new Message(role, List.of(STATE)), "provider state", role.wireName(), "role assistant");
    }

    @ParameterizedTest
    @EnumSource(
            value = Role.class,
            names = {"SYSTEM", "USER", "ASSISTANT"})
    void answerForToolsOnlyInTheirName(Role role) {
        assertRefused(() -> new Message(role, List.of(RESULT)), "a tool result", role.wireName(), "role tool");
    }

    @Test
    void sayNothingElseInTheNameOfATool() {
        assertRefused(() -> Message.of(Role.TOOL, "Sunny"), "a text", "role tool", "Message.toolResult");
        assertRefused(() -> new Message(Role.TOOL, List.of(IMAGE)), "an image", "role tool");
    }

    @Test
    void showNothingInTheNameOfTheApplication() {
        assertRefused(() -> new Message(Role.SYSTEM, List.of(IMAGE)), "an image", "role system", "role user");
        assertRefused(() -> new Message(Role.SYSTEM, List.of(new Part.File(PDF))), "a file", "role system");
        assertRefused(
                () -> new Message(Role.SYSTEM, List.of(new Part.Audio(Media.fileId("f")))), "audio", "role system");
    }

    @Test
    void areNoContentOfAToolsResultWhereTheyAreNotContent() {
        assertRefused(
                () -> new Part.ToolResult("c", "f", List.of(RESULT), false),
                "a tool result",
                "the content of a tool result");
        assertRefused(() -> new Part.ToolResult("c", "f", List.of(USE), false), "a tool use");
        assertRefused(() -> new Part.ToolResult("c", "f", List.of(STATE), false), "provider state");
    }

    @Test
    void areNoPicturesAndSoundsWhereTheirTypeSaysOtherwise() {
        assertRefused(() -> new Part.Image(PDF), "image/", "application/pdf", "Part.File");
        assertRefused(() -> new Part.Audio(PDF), "audio/", "application/pdf");
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"", " "})
    void areRefusedWithoutANameOfTheTool(String none) {
        assertRefused(() -> new Part.ToolUse("c", none, "{}"), "tool use name must not be blank");
        assertRefused(() -> Part.ToolResult.of("c", none, "x"), "tool result name must not be blank");
        assertRefused(() -> new Part.ProviderState(none, "{}"), "provider state type must not be blank");
        assertRefused(() -> new Part.ProviderState("openai", none), "provider state json must not be blank");
    }

    @ParameterizedTest
    @NullSource
    void areRefusedWithoutAnId(String none) {
        assertRefused(() -> new Part.ToolUse(none, "f", "{}"), "tool use id must not be null");
        assertRefused(() -> Part.ToolResult.of(none, "f", "x"), "tool result callId must not be null");
        assertRefused(() -> new Part.ToolUse("c", "f", none), "tool use arguments must not be null");
    }

    @ParameterizedTest
    @NullSource
    void areRefusedWithoutMedia(Media none) {
        assertRefused(() -> new Part.Image(none), "image must not be null");
        assertRefused(() -> new Part.File(none), "file must not be null");
        assertRefused(() -> new Part.Audio(none), "audio must not be null");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " "})
    void areRefusedWithABlankNameOrDetail(String blank) {
        assertRefused(() -> new Part.File(PDF, blank), "filename must not be blank");
        assertRefused(() -> new Part.Image(Media.fileId("f"), blank), "image detail must not be blank");
    }

    @Test
    void areRefusedWhereThereAreNone() {
        assertRefused(() -> Message.user(), "must not be empty");
        assertRefused(() -> Message.toolResult(), "must not be empty");
    }
}
