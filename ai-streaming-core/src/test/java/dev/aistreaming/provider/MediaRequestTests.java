package dev.aistreaming.provider;

import static dev.aistreaming.provider.RequestBodies.assertMember;
import static dev.aistreaming.provider.RequestBodies.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import dev.aistreaming.chat.ChatRequest;
import dev.aistreaming.chat.Media;
import dev.aistreaming.chat.Message;
import dev.aistreaming.chat.Part;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** What is sent of images, documents and sounds, and what is refused. */
class MediaRequestTests {

    private static final Media PNG = Media.bytes(new byte[] {1, 2, 3}, "image/png"); // AQID in base64
    private static final Media PDF = Media.bytes(new byte[] {1, 2, 3}, "application/pdf");
    private static final Media WAV = Media.bytes(new byte[] {1, 2, 3}, "audio/wav");
    private static final Media URL = Media.url("https://files.example/a?k=1");
    private static final ProviderSettings ELSEWHERE = RequestBodies.at("http://localhost:11434/v1");
    private static final ProviderSettings DEEPSEEK = RequestBodies.settings(ProviderType.DEEPSEEK);

    private static ChatRequest.Builder with(Part part) {
        return ChatRequest.builder().message(Message.user(part, new Part.Text("What is this?")));
    }

    private static void assertSent(ProviderType type, Part part, String block) {
        assertMember(
                RequestBodies.of(type, with(part)),
                "messages",
                "[{'role':'user','content':[" + block + ",{'type':'text','text':'What is this?'}]}]");
    }

    @ParameterizedTest
    @EnumSource(
            value = ProviderType.class,
            names = {"OPENAI", "GROQ", "MISTRAL"})
    void sendsImagesAsAddressesOrInThem(ProviderType type) {
        assertSent(
                type,
                new Part.Image(PNG, "low"),
                "{'type':'image_url','image_url':{'url':'data:image/png;base64,AQID','detail':'low'}}");
        assertSent(type, new Part.Image(URL), "{'type':'image_url','image_url':{'url':'https://files.example/a?k=1'}}");
    }

    @Test
    void sendsAnthropicImagesAndDocumentsWithTheirSource() {
        assertSent(
                ProviderType.ANTHROPIC,
                new Part.Image(PNG),
                "{'type':'image','source':{'type':'base64','media_type':'image/png','data':'AQID'}}");
        assertSent(
                ProviderType.ANTHROPIC,
                new Part.Image(URL),
                "{'type':'image','source':{'type':'url','url':'https://files.example/a?k=1'}}");
        assertSent(
                ProviderType.ANTHROPIC,
                new Part.File(PDF, "a.pdf"),
                "{'type':'document','source':{'type':'base64','media_type':'application/pdf','data':'AQID'},'title':'a.pdf'}");
        assertSent(
                ProviderType.ANTHROPIC,
                new Part.File(Media.bytes("h\u00E9".getBytes(StandardCharsets.UTF_8))),
                "{'type':'document','source':{'type':'text','media_type':'text/plain','data':'h\u00E9'}}");
        assertSent(
                ProviderType.ANTHROPIC,
                new Part.File(Media.fileId("f1")),
                "{'type':'document','source':{'type':'file','file_id':'f1'}}");
    }

    @Test
    void sendsOpenAiDocumentsAndSounds() {
        assertSent(
                ProviderType.OPENAI,
                new Part.File(PDF, "a.pdf"),
                "{'type':'file','file':{'filename':'a.pdf','file_data':'data:application/pdf;base64,AQID'}}");
        assertSent(ProviderType.OPENAI, new Part.File(Media.fileId("f1")), "{'type':'file','file':{'file_id':'f1'}}");
        assertSent(
                ProviderType.OPENAI,
                new Part.Audio(WAV),
                "{'type':'input_audio','input_audio':{'data':'AQID','format':'wav'}}");
        assertThat(String.valueOf(RequestBodies.of(ELSEWHERE, with(new Part.File(URL)))))
                .contains("file_data=https://files.example/a?k=1");
    }

    @Test
    void sendsMistralDocumentsAndSounds() {
        assertSent(
                ProviderType.MISTRAL,
                new Part.File(PDF, "a.pdf"),
                "{'type':'document_url','document_url':'data:application/pdf;base64,AQID','document_name':'a.pdf'}");
        assertSent(
                ProviderType.MISTRAL,
                new Part.File(URL),
                "{'type':'document_url','document_url':'https://files.example/a?k=1'}");
        assertSent(ProviderType.MISTRAL, new Part.Audio(WAV), "{'type':'input_audio','input_audio':'AQID'}");
        assertSent(ProviderType.MISTRAL, new Part.File(Media.fileId("f1")), "{'type':'file','file_id':'f1'}");
    }

    @Test
    void sendsMediaOfAResultAfterAllResultsWhereAResultIsTextOnly() {
        ChatRequest.Builder request = ChatRequest.builder()
                .prompt("Hi")
                .message(Message.assistant(new Part.ToolUse("a", "plot", "{}"), new Part.ToolUse("b", "time", "{}")))
                .message(Message.toolResult(
                        new Part.ToolResult("a", "plot", List.of(new Part.Image(PNG)), false),
                        Part.ToolResult.of("b", "time", "noon")))
                .prompt("And?");
        String messages = String.valueOf(RequestBodies.of(ProviderType.OPENAI, request));
        assertThat(messages)
                .containsSubsequence(
                        "tool_call_id=a, content=See the next message of the user.",
                        "tool_call_id=b, content=noon",
                        "role=user, content=[{type=text, text=From the tool plot (a):}, {type=image_url",
                        "role=user, content=And?");
        assertThat(String.valueOf(RequestBodies.of(ProviderType.ANTHROPIC, request)))
                .contains("tool_use_id=a, content=[{type=image, source={type=base64");
    }

    // ---- refused

    @ParameterizedTest
    @CsvSource({
        "GROQ, a file",
        "GROQ, audio",
        "ANTHROPIC, audio",
    })
    void refusesWhatAProviderDoesNotTake(ProviderType type, String what) {
        Part part = what.equals("audio") ? new Part.Audio(WAV) : new Part.File(PDF);
        assertRefused(type, with(part), "messages have " + what);
    }

    @Test
    void refusesAllMediaForDeepSeek() {
        assertRefused(DEEPSEEK, with(new Part.Image(PNG)), "messages have an image");
        assertRefused(DEEPSEEK, with(new Part.File(PDF)), "messages have a file");
        assertRefused(DEEPSEEK, with(new Part.Audio(WAV)), "messages have audio");
    }

    @Test
    void refusesWhatCannotBeSaidOfMedia() {
        assertRefused(ProviderType.OPENAI, with(new Part.File(URL)), "a file at an address", "bytes");
        assertRefused(ProviderType.OPENAI, with(new Part.Image(Media.fileId("f"))), "an image by the id of a file");
        assertRefused(ProviderType.OPENAI, with(new Part.Audio(URL)), "audio at an address");
        Media flac = Media.bytes(new byte[] {1}, "audio/flac");
        assertRefused(ProviderType.OPENAI, with(new Part.Audio(flac)), "audio of the type audio/flac", "audio/wav");
        assertRefused(ProviderType.ANTHROPIC, with(new Part.Image(PNG, "low")), "detail");
        Media word = Media.bytes(new byte[] {1}, "application/msword");
        assertRefused(ProviderType.ANTHROPIC, with(new Part.File(word)), "application/msword", "application/pdf");
    }

    @ParameterizedTest
    @EnumSource(
            value = ProviderType.class,
            names = {"DEEPSEEK", "OLLAMA", "BEDROCK"}, // take no images, or no addresses
            mode = EnumSource.Mode.EXCLUDE)
    void refusesImagesOfOtherTypesAndAddressesOfOtherSchemes(ProviderType type) {
        Media tiff = Media.bytes(new byte[] {1}, "image/tiff");
        assertRefused(type, with(new Part.Image(tiff)), "an image of the type image/tiff", "image/png");
        assertRefused(type, with(new Part.Image(Media.url("file:///etc/passwd"))), "an image", "file", "https");
    }

    @ParameterizedTest
    @EnumSource(ProviderType.class)
    void refusesMediaInAnAnswerOfTheModel(ProviderType type) {
        ChatRequest.Builder request =
                ChatRequest.builder().prompt("Hi").message(Message.assistant(new Part.Image(PNG)));
        assertRefused(type, request, "an image in an answer of the model");
    }

    @Test
    void sendsManyBytesAsTheyAre() {
        byte[] bytes = new byte[1_000_003];
        new Random(7).nextBytes(bytes);
        String text = Base64.getEncoder().encodeToString(bytes);
        assertSent(
                ProviderType.OPENAI,
                new Part.Image(Media.bytes(bytes, "image/png")),
                "{'type':'image_url','image_url':{'url':'data:image/png;base64," + text + "'}}");
    }

    @Test
    void escapesWhatATypeHasBesideItsName() {
        assertSent(
                ProviderType.MISTRAL,
                new Part.File(Media.bytes(new byte[] {1, 2, 3}, "text/csv; header=\"a\\b\""), null),
                "{'type':'document_url','document_url':'data:text/csv; header=\\\"a\\\\b\\\";base64,AQID'}");
    }

    // ---- files that were uploaded before

    private static Map<String, String> headers(ProviderSettings settings, Message... messages) {
        ChatRequest request =
                ChatRequest.builder().model("m-1").messages(List.of(messages)).build();
        return settings.type().protocol().post(request, settings).headers();
    }

    @Test
    void asksAnthropicForFilesWhereThereAreSome() {
        ProviderSettings settings = RequestBodies.settings(ProviderType.ANTHROPIC);
        Part file = new Part.File(Media.fileId("file_1"), null);
        assertThat(headers(settings, Message.user("Hi"))).doesNotContainKey("anthropic-beta");
        assertThat(headers(settings, Message.user(file))).containsEntry("anthropic-beta", "files-api-2025-04-14");
        assertThat(headers(settings, Message.user(new Part.Image(Media.fileId("file_2"), null))))
                .containsKey("anthropic-beta");
        assertThat(headers(settings, Message.toolResult(new Part.ToolResult("t1", "read", List.of(file), false))))
                .containsKey("anthropic-beta");
    }

    @Test
    void keepsTheApplicationsOwnBetas() {
        ProviderSettings settings = RequestBodies.settings(ProviderType.ANTHROPIC);
        Message asked = Message.user(new Part.File(Media.fileId("file_1"), null));
        assertThat(headers(settings.withHeaders(Map.of("Anthropic-Beta", "mcp-1")), asked))
                .containsEntry("Anthropic-Beta", "mcp-1,files-api-2025-04-14");
        assertThat(headers(settings.withHeaders(Map.of("anthropic-beta", "files-api-2025-04-14")), asked))
                .containsEntry("anthropic-beta", "files-api-2025-04-14");
    }
}
