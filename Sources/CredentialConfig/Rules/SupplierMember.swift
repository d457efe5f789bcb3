import Diagnostics
import SpannedJSON

/// A supplier of AWS credentials is a Python object; a member of its name stops google-auth from 2.29.0 on.
enum SupplierMember: ConfigRule {
    static func check(_ config: ConfigDocument, _ context: ValidationContext, _ report: inout Report) {
        guard config.otherCredential == nil, let member = config[.supplier], member.value.value != .null else { return }
        report.error(
            .supplierMember, "`aws_security_credentials_supplier` cannot stand in a file", at: member.span,
            help: "remove the member",
            fix: MemberRemoval.fix(member, of: config))
    }
}
