import MWAAReleases
import Testing

@testable import Pipeline

@Suite struct RequirementsTests {
    private func complete(_ text: String, _ release: String) throws -> String {
        let release = try #require(MWAARelease.named(release))
        return String(decoding: Requirements.complete(Array(text.utf8), for: release), as: UTF8.self)
    }

    private let constraint =
        "--constraint \"https://raw.githubusercontent.com/apache/airflow/constraints-2.10.3/constraints-3.11.txt\"\n"

    @Test func nothingBecomesConstraintAndProvider() throws {
        #expect(try complete("", "2.10.3") == constraint + "apache-airflow-providers-google\n")
    }

    @Test func releasesBefore272PinInsteadOfConstrain() throws {
        #expect(try complete("pandas\n", "2.6.3") == "pandas\napache-airflow-providers-google==10.2.0\n")
        #expect(try complete("", "2.7.2").hasPrefix("--constraint"))
    }

    @Test(arguments: [
        "apache-airflow-providers-google", "Apache_Airflow.Providers-Google==10.0 # pinned",
        "apache-airflow[amazon,google]",
        "apache-airflow-providers-google[leveldb]>=10", "  apache-airflow-providers-google  ",
    ])
    func aProviderThatIsThereIsKept(line: String) throws {
        #expect(try complete(line + "\n", "2.10.3") == constraint + line + "\n")
    }

    @Test(arguments: [
        "apache-airflow-providers-google-ads", "# apache-airflow-providers-google", "apache-airflow[amazon]",
    ])
    func othersAreNoProvider(line: String) throws {
        #expect(try complete(line, "2.10.3") == constraint + line + "\napache-airflow-providers-google\n")
    }

    @Test(arguments: ["-c constraints.txt", "--constraint=x.txt", "--constraint \"x\""])
    func aConstraintOfTheUsersIsKept(line: String) throws {
        #expect(try complete(line + "\n", "2.10.3") == line + "\napache-airflow-providers-google\n")
    }

    @Test func linesMayEndInCRLF() throws {
        let text = "# mine\r\n-c constraints.txt\r\napache-airflow-providers-google\r\n"
        #expect(try complete(text, "2.10.3") == text)
    }

    @Test func aConstraintInACommentIsNone() throws {
        #expect(try complete("# -c constraints.txt\n", "2.10.3").hasPrefix(constraint))
    }
}
