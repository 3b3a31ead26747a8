package dev.aistreaming.applications.kotlin

import dev.aistreaming.chat.Part
import dev.aistreaming.spring.test.ScriptedAi
import dev.aistreaming.testing.ScriptedProvider
import org.assertj.core.api.Assertions.assertThat
import org.junit.jupiter.api.Test
import org.springframework.beans.factory.annotation.Autowired
import org.springframework.boot.test.context.SpringBootTest
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment
import org.springframework.boot.test.web.server.LocalServerPort
import tools.jackson.databind.json.JsonMapper
import java.net.URI
import java.net.http.HttpClient
import java.net.http.HttpRequest
import java.net.http.HttpRequest.BodyPublishers
import java.net.http.HttpResponse.BodyHandlers

@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT)
@ScriptedAi
class KotlinApplicationTests(
    @Autowired private val ai: ScriptedProvider,
    @Autowired private val json: JsonMapper,
    @LocalServerPort private val port: Int,
) {

    private val browser = HttpClient.newHttpClient()

    private fun post(path: String, body: String): String = send(
        HttpRequest.newBuilder(URI("http://127.0.0.1:$port$path"))
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(body)),
    )

    private fun send(request: HttpRequest.Builder): String =
        browser.send(request.build(), BodyHandlers.ofString()).body()

    /** What the model is told of the tool's result. */
    private fun toldOfTheTool(arguments: String): String {
        ai.toolCall("weather", arguments).then().answer("Cold.")
        post("/chat", """{"question":"Is it cold?"}""")
        return ai.requests().last().messages().flatMap { it.parts() }
            .filterIsInstance<Part.ToolResult>().single()
            .content().filterIsInstance<Part.Text>().joinToString("") { it.text() }
    }

    @Test
    fun `streams the answer to a question that has no more than it must`() {
        ai.answer("Hello", " world")

        assertThat(post("/chat", """{"question":"Hi"}"""))
            .isEqualTo("data: {\"content\":\"Hello\"}\n\ndata: {\"content\":\" world\"}\n\ndata: [DONE]\n\n")
        assertThat(ai.requests().single().temperature()).isNull()
    }

    @Test
    fun `asks with the history and the options of the question`() {
        ai.answer("Hello")
        post("/chat", """{"question":"And now?","temperature":0.5,"history":[{"role":"user","content":"Hi"}]}""")

        val request = ai.requests().single()
        assertThat(request.messages().map { it.text() }).containsExactly("Hi", "And now?")
        assertThat(request.temperature()).isEqualTo(0.5)
        assertThat(request.options()).containsEntry("reasoning_effort", "low")
    }

    @Test
    fun `a parameter that may be null or has a default need not be given by the model`() {
        ai.answer("Hello")
        post("/chat", """{"question":"Hi"}""")

        val schema = json.readTree(ai.requests().single().tools().single().parameters())
        assertThat(schema["required"].values().map { it.asString() }).containsExactly("city")
        assertThat(schema["properties"].propertyNames().toList()).containsExactly("city", "day", "unit", "ahead")
    }

    @Test
    fun `a parameter that the model leaves out has its default`() {
        assertThat(toldOfTheTool("""{"city":"Bern"}"""))
            .isEqualTo("""{"city":"Bern","day":"2026-02-01","degrees":3,"unit":"Celsius"}""")
    }

    @Test
    fun `a parameter that the model gives has what it gives`() {
        assertThat(toldOfTheTool("""{"city":"Bern","day":"2026-03-01","unit":"Kelvin","ahead":2}"""))
            .isEqualTo("""{"city":"Bern","day":"2026-03-03","degrees":3,"unit":"Kelvin"}""")
    }

    @Test
    fun `an answer becomes a data class`() {
        ai.answer("""{"name":"Rösti","steps":["Grate","Fry"],"servings":2,"note":null}""")

        assertThat(send(HttpRequest.newBuilder(URI("http://127.0.0.1:$port/recipe?dish=roesti"))))
            .isEqualTo("""{"name":"Rösti","steps":["Grate","Fry"],"servings":2,"note":null}""")
    }

    @Test
    fun `properties that may be null or have a default are not required of the answer`() {
        ai.answer("""{"name":"Rösti","steps":["Grate","Fry"]}""")

        assertThat(send(HttpRequest.newBuilder(URI("http://127.0.0.1:$port/recipe?dish=roesti"))))
            .isEqualTo("""{"name":"Rösti","steps":["Grate","Fry"],"servings":4,"note":null}""")
    }
}
